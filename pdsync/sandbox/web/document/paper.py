"""What the pieces of one tab's page share: its styles and lists, who looks at it, and what is being edited."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import address

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Typing:
    """A paragraph that is being edited: where it stands, and what was typed but not saved, by stretch."""

    segment: str
    index: int
    typed: tuple[str, ...] | None = None
    now_reads: str | None = None
    """What somebody else made of it meanwhile."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A comment's place in the text: its segment, a range, and the number that the page gives the comment."""

    segment: str
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Sight:
    """How one person sees a Doc. The default is a reader's: nothing to type in, no threads."""

    write: bool = False
    csrf: str = ""
    revision: str = ""
    typing: Typing | None = None
    ticked: Collection[tuple[str, int]] = ()
    comments: Sequence[Mapping[str, Any]] = ()
    suggestions: Sequence[Mapping[str, Any]] = ()


@dataclass(slots=True)
class Paper:
    """One tab while its page is written. `before`: the last words that were written; `counts`: how far lists are."""

    document_id: str
    tab_id: str
    tab: Json
    looks: Looks
    sight: Sight
    spots: Sequence[Spot] = ()
    segment: str = ""
    before: str = ""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The Doc's own address, without what is done to it."""
        return f"/document/d/{self.document_id}"

    def href(self, fragment: str = "", **query: str | None) -> str:
        """A place in this Doc, in this tab unless another is named."""
        return address(f"{self.path}/edit", fragment, **{"tab": self.tab_id, **query})

    def named_style(self, name: str) -> Json:
        """A named style of the tab, what it has from normal text included."""
        styles: list[Json] = (self.tab.get("namedStyles") or {}).get("styles") or []
        known = {each.get("namedStyleType"): each for each in styles}
        normal, named = known.get("NORMAL_TEXT", {}), known.get(name, {})
        text = {**(normal.get("textStyle") or {}), **(named.get("textStyle") or {})}
        return {"textStyle": text, "paragraphStyle": named.get("paragraphStyle") or {}}

    def is_typing(self, index: int) -> bool:
        """Whether the paragraph at that index of the current segment is being edited."""
        typing = self.sight.typing
        return self.sight.write and typing is not None and (typing.segment, typing.index) == (self.segment, index)
