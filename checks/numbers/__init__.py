"""Printed text enters, facts leave: exact amounts with the interval that their decimals leave open."""
