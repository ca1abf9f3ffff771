"""A data release: the recognised tables of many departments as tidy files that anyone can read without gouji.

``extract`` writes one, ``reading`` reads one (of gouji or of anybody else), ``gate`` checks it as a whole.
"""
