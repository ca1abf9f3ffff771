"""Paragraphs enter, claims leave: every number of a sentence with what it is said to be."""
