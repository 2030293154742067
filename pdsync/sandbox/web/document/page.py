"""A Doc's page: its tabs, the sheet of paper, and the comments and suggestions beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdsync.sandbox.web.document.blocks import blocks
from pdsync.sandbox.web.document.forms import end_form, hidden_fields, plain_forms
from pdsync.sandbox.web.document.paper import Paper, Sight, Spot
from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import Html, address, hidden, joined, tag, unheard

Json = Mapping[str, Any]
NONE: Json = {}
INSIDE = ("body", "headers", "footers", "footnotes", "lists", "inlineObjects", "namedStyles")
READER = Sight()


def all_tabs(tabs: Sequence[Json]) -> Iterator[Json]:
    """Every tab, each before its children."""
    for tab in tabs:
        yield tab
        yield from all_tabs(tab.get("childTabs") or ())


def tabs_of(document: Json) -> list[Json]:
    """The tabs of a documents.get answer; one without tabs has one made of what it holds."""
    if document.get("tabs"):
        return list(document["tabs"])
    inside = {name: document[name] for name in INSIDE if name in document}
    return [{"tabProperties": {"tabId": "t.0", "title": "Tab 1"}, "documentTab": inside}]


def tab_of(document: Json, tab_id: str) -> Json:
    """The tab with that id, or the first."""
    tabs = list(all_tabs(tabs_of(document)))
    return next((tab for tab in tabs if _id(tab) == tab_id), tabs[0])


def _id(tab: Json) -> str:
    return str((tab.get("tabProperties") or NONE).get("tabId", ""))


def document_html(document: Json, looks: Looks, *, tab_id: str = "", sight: Sight = READER, added: str = "") -> Html:
    """The inside of the page for one tab of a documents.get answer. `added`: what stays in the field at the end."""
    tab = tab_of(document, tab_id)
    held = tab.get("documentTab") or {}
    threads = numbered(held, sight)
    paper = Paper(str(document.get("documentId", "")), _id(tab), held, looks, sight, _spots(held, threads))
    sheet = tag("article", _sheet(paper), class_="paper", aria_label="The Doc’s text")
    ending = joined(end_form(paper, added), plain_forms(paper)) if sight.write else None
    margin = _margin(paper, threads)
    return joined(
        _tab_list(document, paper),
        tag("div", tag("div", sheet, ending, class_="column"), margin, class_="desk" if margin else "desk alone"),
    )


def _tab_list(document: Json, paper: Paper) -> Html | None:
    tabs = tabs_of(document)
    if len(tabs) == 1 and not tabs[0].get("childTabs"):
        return None
    return tag("nav", _tab_links(tabs, paper), class_="tabs", aria_label="Tabs of this Doc")


def _tab_links(tabs: Sequence[Json], paper: Paper) -> Html | None:
    items = []
    for tab in tabs:
        title = (tab.get("tabProperties") or NONE).get("title") or "Untitled tab"
        here = "page" if _id(tab) == paper.tab_id else None
        link = tag("a", tag("bdi", title), href=paper.href(tab=_id(tab)), aria_current=here)
        items.append(tag("li", link, _tab_links(tab.get("childTabs") or (), paper)))
    return tag("ul", items) if items else None


def _sheet(paper: Paper) -> Html:
    """The tab's headers, body, footnotes and footers."""
    tab = paper.tab
    parts: list[Html | None] = [_segments(paper, "headers", "Header", "top")]
    paper.segment, paper.before = "", ""
    parts.append(blocks(paper, (tab.get("body") or NONE).get("content") or ()))
    parts.append(_footnotes(paper))
    parts.append(_segments(paper, "footers", "Footer", "bottom"))
    return joined(parts)


def _segments(paper: Paper, kind: str, name: str, place: str) -> Html:
    parts = []
    for id, segment in (paper.tab.get(kind) or NONE).items():
        paper.segment, paper.before = id, ""
        inside = blocks(paper, segment.get("content") or ())
        parts.append(tag("div", inside, class_=place, role="group", aria_label=name))
    return joined(parts)


def _footnotes(paper: Paper) -> Html | None:
    notes = paper.tab.get("footnotes") or NONE
    if not notes:
        return None
    items = []
    for id, segment in notes.items():
        paper.segment, paper.before = id, ""
        back = tag("a", "↑", unheard(" back to the text"), href=address("", f"to-footnote-{id}"))
        items.append(tag("li", blocks(paper, segment.get("content") or ()), back, id=f"footnote-{id}"))
    return tag("section", tag("ol", items), class_="footnotes", aria_label="Footnotes")


def numbered(tab: Json, sight: Sight) -> list[tuple[int, Json]]:
    """The open comments that belong to this tab, or to no place at all, with their numbers."""
    anchors = tab.get("commentAnchors") or NONE
    shown = [
        thread
        for thread in sight.comments
        if thread.get("status") != "RESOLVED" and (not thread.get("anchorId") or thread["anchorId"] in anchors)
    ]
    return list(enumerate(shown, 1))


def _spots(tab: Json, threads: Sequence[tuple[int, Json]]) -> list[Spot]:
    anchors = tab.get("commentAnchors") or NONE
    return [
        Spot(place.get("segmentId", ""), place.get("startIndex", 0), place.get("endIndex", 0), number)
        for number, thread in threads
        for place in (anchors.get(thread.get("anchorId", "")) or NONE).get("ranges") or ()
    ]


def _margin(paper: Paper, threads: Sequence[tuple[int, Json]]) -> Html | None:
    cards = [_comment(number, thread) for number, thread in threads]
    cards += [_suggestion(paper, each) for each in paper.sight.suggestions if each.get("status", "OPEN") == "OPEN"]
    if not cards:
        return None
    return tag("aside", tag("h2", "Comments and suggestions"), cards, class_="margin", aria_label="Comments")


def _comment(number: int, thread: Json) -> Html:
    quote = thread.get("plainTextQuote")
    return tag(
        "div",
        tag("p", tag("b", f"Comment {number}"), class_="kind"),
        tag("blockquote", quote) if quote else None,
        [_post(each) for each in (thread.get("headPost") or NONE, *(thread.get("replies") or ()))],
        class_="card",
        id=f"comment-{number}",
    )


def _post(post: Json) -> Html | None:
    words = post.get("content") or {"RESOLVE": "Resolved", "REOPEN": "Reopened"}.get(post.get("commentAction", ""))
    if not words:
        return None
    author = (post.get("author") or NONE).get("displayName") or "Somebody"
    day = str(post.get("createTime", ""))[:10]
    return tag(
        "p", tag("b", tag("bdi", author)), " ", tag("time", day, datetime=day) if day else None, tag("br"), words
    )


def _suggestion(paper: Paper, thread: Json) -> Html:
    head = thread.get("headPost") or NONE
    author = (head.get("author") or NONE).get("displayName") or "Somebody"
    summary = thread.get("summaryText") or "a change"
    answer = None
    if paper.sight.write:
        about = unheard(f" the suggestion of {author}: {summary}")
        answer = tag(
            "form",
            hidden_fields(paper),
            hidden("suggestion", thread.get("suggestionId", "")),
            tag("button", "Accept", about, name="answer", value="accept"),
            tag("button", "Reject", about, name="answer", value="reject"),
            method="post",
            action=f"{paper.path}/suggestion",
            class_="actions",
        )
    kind = tag("p", tag("b", "Suggestion"), " by ", tag("bdi", author), class_="kind")
    return tag(
        "div", kind, tag("p", summary), [_post(each) for each in thread.get("replies") or ()], answer, class_="card"
    )
