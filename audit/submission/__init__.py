"""Recognised documents enter, one submission leaves: what belongs together, and what is to be checked."""
