"""Whether a name is another one with a slip of the pen: one character wrong, missing or too many."""

from __future__ import annotations

from itertools import takewhile

_SHORTEST = 3
"""A shorter name is one character away from other names."""


def is_slip_of(said: str, name: str, shortest: int = _SHORTEST) -> bool:
    """Whether ``said`` is ``name`` but for one character before its end; what lacks only its end was cut off.

    Where something else says what is meant, a shorter name may be one too: 资金 beside the code of 奖金.
    """
    if min(len(said), len(name)) < shortest or said.startswith(name) or name.startswith(said):
        return False
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(said, name, strict=False)))
    one, other = said[start:], name[start:]
    return any(one[a:] == other[b:] for a, b in ((0, 1), (1, 0), (1, 1)))
