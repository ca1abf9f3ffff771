"""Violated relations enter, causes leave: which number is probably wrong, and what it should be."""
