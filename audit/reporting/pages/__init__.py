"""A report enters, pages for people leave: HTML, Markdown, the terminal."""
