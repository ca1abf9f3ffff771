"""Claims enter; the sums that they state leave: lists, wholes by definition, arithmetic that a sentence spells out."""
