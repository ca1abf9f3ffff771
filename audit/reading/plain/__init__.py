"""Text, CSV and HTML enter, documents of paragraphs and grids leave."""
