"""``python -m audit.cli`` is ``gouji``."""

from audit.cli import main

main()
