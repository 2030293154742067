"""The text of a paragraph between its chips: what a person can type in, and where each stretch begins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdsync.sandbox.docs.model import units

Json = Mapping[str, Any]
SOFT_BREAK = "\v"
"""A line break inside a paragraph, as Docs keeps it."""
THING = "￼"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text between two chips, or before the first or after the last: its index (UTF-16) and its words."""

    start: int
    text: str


def stretches(paragraph: Json, start: int) -> tuple[Stretch, ...]:
    """The paragraph's stretches, one more than it has chips; without the newline at its end."""
    found, at, here, words = [], start, start, ""
    for element in paragraph.get("elements", ()):
        run = element.get("textRun")
        if run is None:
            found.append(Stretch(here, words))
            at += element.get("endIndex", at + 1) - element.get("startIndex", at)
            here, words = at, ""
        else:
            words += run.get("content", "")
            at += units(run.get("content", ""))
    return (*found, Stretch(here, words.removesuffix("\n")))


def shown(words: str) -> str:
    """A stretch as a field shows it."""
    return words.replace(SOFT_BREAK, "\n")


def things(paragraph: Json) -> list[Json]:
    """What of a paragraph is no text, in order."""
    return [element for element in paragraph.get("elements", ()) if "textRun" not in element]


def words_of(paragraph: Json) -> str:
    """The paragraph's text with a mark for each chip."""
    return THING.join(each.text for each in stretches(paragraph, 0))


def paragraphs(content: Sequence[Json]) -> Iterator[tuple[int, Json]]:
    """Every paragraph of a segment's content with its index, those in tables too, in order."""
    for block in content:
        if "paragraph" in block:
            yield block.get("startIndex", 0), block["paragraph"]
        for row in (block.get("table") or {}).get("tableRows", ()):
            for cell in row.get("tableCells", ()):
                yield from paragraphs(cell.get("content", ()))


def segment_content(tab: Json, segment: str) -> list[Json]:
    """The content of a documentTab's segment; empty if it has none such. "" is the body."""
    if not segment:
        held: list[Json] = (tab.get("body") or {}).get("content") or []
        return held
    for kind in ("headers", "footers", "footnotes"):
        if segment in (tab.get(kind) or {}):
            found: list[Json] = tab[kind][segment].get("content") or []
            return found
    return []


@dataclass(frozen=True, slots=True)
class Mark:
    """How a paragraph is found again when indices have moved: by its own words and those before it, or by the latter.

    Each part says which of all paragraphs like it this is, and how many there are.
    """

    own: str
    after: str

    def __str__(self) -> str:
        return f"{self.own}-{self.after}"


def marks(content: Sequence[Json]) -> dict[int, Mark]:
    """The mark of every paragraph of a segment, by its index."""
    own, after, before = [], [], ""
    for index, paragraph in paragraphs(content):
        words = words_of(paragraph)
        own.append((index, _digest(before, words)))
        after.append((index, _digest(before)))
        before = words
    told, followed = _counted(own), _counted(after)
    return {index: Mark(told[index], followed[index]) for index in told}


def _counted(digests: Sequence[tuple[int, str]]) -> dict[int, str]:
    """By index: the digest, the number of this one, and how many have it."""
    order: dict[str, list[int]] = {}
    for index, digest in digests:
        order.setdefault(digest, []).append(index)
    return {
        index: f"{digest}.{number}.{len(found)}"
        for digest, found in order.items()
        for number, index in enumerate(found)
    }


def _digest(*words: str) -> str:
    return hashlib.blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def unchanged(content: Sequence[Json], mark: str) -> int | None:
    """Where the paragraph with that mark stands now; None if it was changed, or cannot be told from others."""
    wanted = mark.partition("-")[0]
    return next((index for index, each in marks(content).items() if each.own == wanted), None)


def changed(content: Sequence[Json], mark: str) -> int | None:
    """Where a paragraph stands that is not what it was, but still follows the same words; None if that is unclear."""
    wanted = mark.partition("-")[2]
    return next((index for index, each in marks(content).items() if each.after == wanted), None)


def paragraph_at(content: Sequence[Json], index: int) -> Json | None:
    """The paragraph that begins at that index."""
    return next((each for at, each in paragraphs(content) if at == index), None)
