"""A value of a cell and its number format enter, the text that the sheet shows leaves."""
