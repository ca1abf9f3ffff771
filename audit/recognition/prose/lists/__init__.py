"""Numbers and the words that open lists enter, totals with their parts leave."""
