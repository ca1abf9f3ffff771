"""Audits enter, rows of the store's datasets leave."""
