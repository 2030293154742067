"""Boxes to tick in a line: which of its choices is the chosen one."""

from __future__ import annotations

import re
from typing import Final

_ON = r"[☑☒✅✔✓🗹🗸●◉🔘]\ufe0f?|\[ ?[xX✓✔✅] ?\]|\( ?[xX✓✔✅] ?\)"
_OFF = r"[☐⬜□◻▢○◯⚪]\ufe0f?|\[ {0,3}\]|\( {0,3}\)|\b_{2,}"
_BOX: Final = re.compile(rf"(?P<on>{_ON})|(?P<off>{_OFF})")
_EDGES: Final = " \t\u00a0/|,;•·-–—"


def choice(text: str) -> str | None:
    """What is ticked among a line's boxes, "" if nothing is; None if the line has no empty box to choose from.

    >>> choice("☐ Not started  ☑ In progress  ☐ Done"), choice("Not started [ ]  Done [x]")
    ('In progress', 'Done')
    >>> choice("[ ] Done"), choice("Done ✅") is None
    ('', True)
    """
    boxes = list(_BOX.finditer(text))
    if not any(box["off"] for box in boxes):
        return None
    before = bool(text[: boxes[0].start()].strip(_EDGES))
    found = ""
    for number, box in enumerate(boxes):
        if box["on"]:
            start = (boxes[number - 1].end() if number else 0) if before else box.end()
            end = box.start() if before else boxes[number + 1].start() if number + 1 < len(boxes) else len(text)
            found = text[start:end].strip(_EDGES)
    return found


def ticked(text: str) -> str | None:
    """What stands beside the one box that a line begins with: "" if the box is empty; None if there is no box.

    >>> ticked("[x] In progress"), ticked("☐ Done"), ticked("Done")
    ('In progress', '', None)
    """
    box = _BOX.match(text.lstrip(_EDGES))
    if box is None:
        return None
    return text.lstrip(_EDGES)[box.end() :].strip(_EDGES) if box["on"] else ""
