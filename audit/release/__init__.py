"""Documents enter, a release of tidy files leaves (``extract``); a release enters, a report leaves (``gate``).

A release holds the recognised tables of many departments so that anyone can read them without gouji; ``reading``
reads one of gouji or of anybody else.
"""
