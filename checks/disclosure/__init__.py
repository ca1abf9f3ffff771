"""A disclosure and a checklist enter, a verdict for every item leaves: the list that bureaus grade by.

No number check ever sees what is not there. An item is missing only where the whole disclosure was read;
where anything that could hold it was not read or not handed in, it is not checked, and says why.
"""
