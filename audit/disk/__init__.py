"""Bytes enter, files leave whole or not at all, and what can be made again comes back to the same user only."""
