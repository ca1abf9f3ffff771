"""Versions of submissions enter, results and pictures leave: the queue, and processes that can be stopped."""
