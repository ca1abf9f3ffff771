"""A forge of disclosures that are right by construction, in every wording that is known, and slips planted in them."""
