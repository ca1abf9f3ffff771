"""Tied disclosures enter, relations leave: year against year, plan against actual, unit against department."""
