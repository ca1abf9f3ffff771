"""The checklist that bureaus grade disclosures by: items as data, evaluated over one disclosure at a time.

No number check ever sees what is not there. An item is missing only where the whole disclosure was read;
where anything that could hold it was not read or not handed in, it is not checked, and says why.
"""
