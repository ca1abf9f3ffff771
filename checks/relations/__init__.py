"""Facts and relations enter, one sparse system leaves, and the rows of it that do not hold."""
