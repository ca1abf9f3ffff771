"""Lines of text that have lost their columns enter, tables leave."""
