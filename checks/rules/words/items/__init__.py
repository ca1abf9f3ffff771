"""Paragraphs that explain items of the classification enter, slips in their names, purposes, reasons and stages leave."""
