"""Text that fills a place and answers nothing."""

from __future__ import annotations

import re
from typing import Final

from pdsync.goals.reading.lexicon import PLACEHOLDERS
from pdsync.goals.reading.text import fold

_RULED = re.compile(r"[\s_\u200c\u200d]*")
_MARKS = re.compile(r"[\W_]*")
_EDGES = re.compile(r"^[^\w?]+|[^\w]+$")
LONGEST: Final = 60


def is_blank(text: str) -> bool:
    """Whether there is nothing in it, or only a line to write on.

    >>> is_blank("_______"), is_blank(".")
    (True, False)
    """
    return _RULED.fullmatch(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether a text stands for an answer that is yet to come.

    >>> is_placeholder("TBD 😊"), is_placeholder("…"), is_placeholder("21st")
    (True, True, False)
    """
    if len(text) > LONGEST:
        return False
    if _MARKS.fullmatch(text):
        return True
    plain = " ".join(_EDGES.sub("", fold(text)).split())
    return plain in PLACEHOLDERS or plain.replace("'", "").replace(".", "") in PLACEHOLDERS
