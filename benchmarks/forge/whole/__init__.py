"""Whole disclosures: the narrative and the tables of one department, reckoned from the same books."""
