"""The text of a cell whose words and numbers were broken to fit its width, put together again."""

from __future__ import annotations

from collections.abc import Iterable


def unwrapped(parts: Iterable[str]) -> str:
    """The lines of one cell as one text: nothing between them but a space between two Latin words."""
    text = ""
    for part in (piece.strip() for piece in parts):
        apart = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        text += f" {part}" if apart else part
    return text
