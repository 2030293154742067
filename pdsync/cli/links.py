"""Where the links that Google tells lead, when a sandbox stands in for Google."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort

PAGES = "docs.google.com"
FOLDERS = "drive.google.com"
LINK = re.compile(r"https://(?:docs|drive)\.google\.com/[^\s)]*")


def reachable(link: str, cohort: Cohort) -> str:
    """The link; with a sandbox, the sandbox's own page for the same Doc, Sheet or folder."""
    home, parts = cohort.google.endpoint.rstrip("/"), urlsplit(link)
    if not home or parts.netloc not in (PAGES, FOLDERS):
        return link
    return home + ("/" if parts.netloc == FOLDERS else link[link.index(PAGES) + len(PAGES) :])


def reachable_in(text: str, cohort: Cohort) -> str:
    """The text with every link in it made reachable."""
    return LINK.sub(lambda found: reachable(found[0], cohort), text) if cohort.google.endpoint else text
