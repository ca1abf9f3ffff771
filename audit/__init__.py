"""How documents come in and reports go out."""
