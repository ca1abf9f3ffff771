"""Claims enter, relations leave: rates of change, completions, shares of wholes, points between rates, what was saved of a plan."""
