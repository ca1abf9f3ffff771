"""Two editions of one disclosure enter, what changed between them leaves: numbers, sentences, rows, findings."""
