"""The picture of a page enters; glyphs and rules leave: levelled, its stamp taken off, its characters recognised.

What comes out is what the PDF reader takes in (:class:`audit.reading.pdf.objects.PageContent`), so that a
scanned table and a printed one go through the same lattice.
"""
