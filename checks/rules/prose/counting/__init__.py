"""Claims enter, relations leave: averages, prices times counts, what is counted for no money, counts that a list divides or names."""
