"""Links and pictures of the pages: what they lead to is there, and every page is led to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.pages_text import ROOT, Problem, anchors, links

PICTURES = (".png", ".svg", ".jpg", ".gif", ".webp")
FETCHES = re.compile(r"<script|(?:href=\W?|url\(\W?|src=\W?|@import\W*)(?:https?:)?//", re.IGNORECASE)
LARGEST = 400_000
"""A picture of more bytes than this is too much for whoever only wants to read."""


def problems(texts: Mapping[Path, str]) -> Iterator[Problem]:
    """Everything that is wrong with a page's links; addresses outside are looked at only for their form."""
    for page, text in texts.items():
        for line, words, target in links(text):
            if _is_outside(target):
                fault = _outside(target)
            else:
                there, anchor = _place(page, target)
                fault = _inside(there, anchor, words, texts)
            if fault:
                yield Problem(page, line, f"{target} {fault}")


def lonely(texts: Mapping[Path, str]) -> Iterator[Problem]:
    """Pages that nobody finds, because no other page links there."""
    found = {ROOT / "README.md"}
    for page, text in texts.items():
        found |= {_place(page, target)[0] for _, _, target in links(text) if not _is_outside(target)} - {page}
    for page in texts.keys() - found:
        yield Problem(page, 1, "no page links here")


def _is_outside(target: str) -> bool:
    return "://" in target or target.startswith("mailto:")


def _place(page: Path, target: str) -> tuple[Path, str]:
    """The file and the heading that a link on the page leads to."""
    path, _, anchor = target.partition("#")
    return ((page.parent / unquote(path)).resolve() if path else page), anchor


def _outside(target: str) -> str:
    parts = urlsplit(target)
    if parts.scheme == "mailto":
        return "" if "@" in parts.path else "is no address"
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        return "is not https"
    return "" if "." in (parts.hostname or "") or parts.hostname == "localhost" else "has no host"


def _inside(there: Path, anchor: str, words: str, texts: Mapping[Path, str]) -> str:
    if not there.is_relative_to(ROOT):
        return "leads out of the project"
    if not there.exists() or not _spelt_so(there):
        return "is not there"
    if there.suffix in PICTURES:
        return _picture(there, words)
    if anchor and anchor not in anchors(texts.get(there, "")):
        return f"has no heading #{anchor}"
    return ""


def _picture(there: Path, words: str) -> str:
    if there.stat().st_size > LARGEST:
        return f"is larger than {LARGEST // 1000} kB"
    if there.suffix == ".svg" and FETCHES.search(there.read_text(encoding="utf-8")):
        return "fetches something from elsewhere"
    return "" if words.strip() else "has no words for those who cannot see it"


def _spelt_so(path: Path) -> bool:
    """Whether the name is spelt like this on disk, capitals too: some systems do not care, GitHub does."""
    steps = [step for step in (path, *path.parents) if step != ROOT and step.is_relative_to(ROOT)]
    return all(step.name in {one.name for one in step.parent.iterdir()} for step in steps)
