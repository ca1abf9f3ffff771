"""Submissions, results and answers enter as objects and leave as files, whole or not at all, to be read after a stop."""
