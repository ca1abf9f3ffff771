"""Whether the extra is installed that recognises characters, and how finely a page is looked at."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

USUAL_DPI = 200.0
"""Dots an inch at which characters of ten points are as high as the network wants them."""

FINEST_DPI = 300.0
"""More dots an inch only cost time."""

SECONDS = 30
"""What recognising a page may take, on a busy machine; a file has that much more time for each."""


@cache
def is_installed() -> bool:
    """Whether what recognises characters can be imported."""
    return all(find_spec(name) is not None for name in ("cv2", "rapidocr_onnxruntime"))
