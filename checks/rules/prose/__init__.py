"""Claims and statements enter, relations leave: what sentences say against tables and other sentences."""
