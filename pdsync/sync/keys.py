"""Students' keys as people type them: in small letters or capitals, with blanks around; and which one may be meant."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

NEAR = 0.5
"""So alike (of 1) must two keys be that one may be meant by the other."""


def folded(key: str) -> str:
    """The key as it is compared.

    >>> folded(" S07 ")
    's07'
    """
    return key.strip().casefold()


def did_you_mean(key: str, known: Mapping[str, str]) -> str:
    """A sentence with the keys that are near, after a blank; "" if none is.

    `known`: what may be typed instead, folded, and the key that it stands for.

    >>> did_you_mean("s71", {"s07": "S07", "sam": "S07", "t1": "T1"})
    ' Did you mean S07?'
    """
    near = get_close_matches(folded(key), known, n=3, cutoff=NEAR)
    meant = dict.fromkeys(known[word] for word in near)
    return f" Did you mean {' or '.join(meant)}?" if meant else ""
