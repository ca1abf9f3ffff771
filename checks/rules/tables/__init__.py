"""Statements and rules as data enter, blocks of relations leave; and what a schema refuses."""
