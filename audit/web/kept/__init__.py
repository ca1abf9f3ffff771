"""Submissions, results and answers as files: written whole or not at all, read back after a stop."""
