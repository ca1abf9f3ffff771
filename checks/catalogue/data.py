"""How the data beside the program are read: YAML, by the safe loader, in C where PyYAML was built with it.

The lists are long and read at every start.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def data(package: str, name: str) -> Any:
    """The contents of ``name`` beside the modules of ``package``."""
    return yaml.load(resources.files(package).joinpath(name).read_text(encoding="utf-8"), Loader=LOADER)
