"""The print of a page as it was recognised enters; what a stamp hides of it, and what is a guess, leaves."""
