"""The drawing instructions of a PDF page enter; glyphs, rules and surfaces leave, those that can be seen."""
