"""Paragraphs enter, phrases with their names and numbers leave; nothing here knows what was said before."""
