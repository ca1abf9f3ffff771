"""Word, Excel and WPS files enter, documents of paragraphs and grids leave."""
