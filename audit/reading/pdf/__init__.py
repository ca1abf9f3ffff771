"""The bytes of a PDF enter, a document of paragraphs and grids with pages and boxes leaves."""
