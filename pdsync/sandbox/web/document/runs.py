"""What stands inside a paragraph: runs of text, links, chips, dropdowns, pictures, footnote numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pdsync.sandbox.docs.model import units
from pdsync.sandbox.web.document.paper import Paper, Spot
from pdsync.sandbox.web.document.styles import text_css
from pdsync.sandbox.web.looks import classes
from pdsync.sandbox.web.markup import EMPTY, Html, address, joined, link, outside, tag, text, unheard

Json = Mapping[str, Any]
NONE: Json = {}
CHIP_CHARACTER = "\ue907"
"""What stands in the text for a chip that the API has no element for."""
WRAPPERS = (("bold", "b"), ("italic", "i"), ("underline", "u"), ("strikethrough", "s"))
RAISED = {"SUPERSCRIPT": "sup", "SUBSCRIPT": "sub"}


def inline(paper: Paper, paragraph: Json, start: int) -> Html:
    """The inside of a paragraph that begins at that index."""
    at, parts = start, []
    for element in paragraph.get("elements", ()):
        run = element.get("textRun")
        if run is not None:
            parts.append(text_run(paper, run, at))
            at += units(run.get("content", ""))
        else:
            width = element.get("endIndex", at + 1) - element.get("startIndex", at)
            parts.append(commented(paper, at, at + width, thing(paper, element)))
            at += width
    return joined(parts)


def text_run(paper: Paper, run: Json, at: int) -> Html:
    """A run of text that begins at that index, without the newline of its paragraph."""
    words = run.get("content", "").removesuffix("\n")
    pieces = (commented(paper, start, end, lines(part)) for start, end, part in _parts(paper, words, at))
    return styled(paper, run, joined(list(pieces)))


def lines(words: str) -> Html:
    """Words with their line breaks; a chip that is no element of its own is named."""
    if not words:
        return EMPTY
    shown = words.replace(CHIP_CHARACTER, "▢")
    parts: list[Html] = []
    for number, line in enumerate(shown.replace("\n", "\v").split("\v")):
        parts += [tag("br")] if number else []
        parts.append(text(line))
    return joined(parts)


def styled(paper: Paper, run: Json, inside: Html) -> Html:
    """The inside as its text style, its link and its suggestions make it look."""
    if not inside:
        return inside
    style: Json = run.get("textStyle") or NONE
    for flag, name in WRAPPERS:
        if style.get(flag) and not (flag == "underline" and style.get("link")):
            inside = tag(name, inside)
    if raised := RAISED.get(style.get("baselineOffset", "")):
        inside = tag(raised, inside)
    target = style.get("link") or NONE
    if look := paper.looks.name(text_css(style, link=bool(target))):
        inside = tag("span", inside, class_=look)
    return suggested(run, linked(paper, target, inside))


def linked(paper: Paper, target: Json, inside: Html) -> Html:
    """The inside as a link to another page, a heading, a bookmark or a tab."""
    if url := target.get("url"):
        return link(url, inside)
    heading = target.get("headingId") or (target.get("heading") or NONE).get("id")
    bookmark = target.get("bookmarkId") or (target.get("bookmark") or NONE).get("id")
    place = target.get("heading") or target.get("bookmark") or NONE
    tab = target.get("tabId") or place.get("tabId")
    if not (heading or bookmark or tab):
        return inside
    fragment = f"heading={heading}" if heading else f"bookmark={bookmark}" if bookmark else ""
    return tag("a", inside, href=paper.href(fragment, tab=tab or paper.tab_id))


def suggested(run: Json, inside: Html) -> Html:
    """The inside, marked if it is only suggested, or if it is suggested that it go."""
    if run.get("suggestedInsertionIds"):
        inside = tag("ins", unheard("[suggested: "), inside, unheard("]"), title="Suggested")
    if run.get("suggestedDeletionIds"):
        inside = tag("del", unheard("[suggested to be taken out: "), inside, unheard("]"), title="Suggested to go")
    if run.get("suggestedTextStyleChanges"):
        inside = tag("span", inside, class_="restyled", title="Another style is suggested")
    return inside


def commented(paper: Paper, start: int, end: int, inside: Html) -> Html:
    """The inside, marked where a comment is about it; where the comment's range ends stands its number."""
    if not inside:
        return inside
    for spot in _spots(paper):
        if spot.start < end and spot.end > start:
            number = _reference(spot) if spot.end <= end else None
            inside = joined(tag("mark", inside), number)
    return inside


def _reference(spot: Spot) -> Html:
    return tag("sup", tag("a", unheard("comment "), spot.number, href=f"#comment-{spot.number}"), class_="remark")


def _spots(paper: Paper) -> list[Spot]:
    return [spot for spot in paper.spots if spot.segment == paper.segment]


def _parts(paper: Paper, words: str, at: int) -> Iterator[tuple[int, int, str]]:
    """The words cut where comments begin and end, each part with its range."""
    end = at + units(words)
    edges = {edge for spot in _spots(paper) for edge in (spot.start, spot.end) if at < edge < end}
    encoded = words.encode("utf-16-le", "surrogatepass")
    start = at
    for edge in (*sorted(edges), end):
        part = encoded[2 * (start - at) : 2 * (edge - at)].decode("utf-16-le", "replace")
        yield start, edge, part
        start = edge


def thing(paper: Paper, element: Json) -> Html:
    """What is no text."""
    for kind, draw in THINGS.items():
        if kind in element:
            return suggested(element[kind], draw(paper, element[kind]))
    return EMPTY


def chip(*inside: Html | str, kind: str) -> Html:
    """A chip: a word or two in a rounded box."""
    return tag("span", *inside, class_=classes("chip", kind))


def _person(paper: Paper, person: Json) -> Html:
    properties = person.get("personProperties") or NONE
    email = properties.get("email", "")
    name = properties.get("name") or email or "Somebody"
    safe = outside(f"mailto:{email}") if email else None
    words = tag("a", tag("bdi", name), href=safe, title=email) if safe else tag("bdi", name)
    return chip(unheard("Person: "), words, kind="person")


def _date(paper: Paper, date: Json) -> Html:
    properties = date.get("dateElementProperties") or NONE
    moment = properties.get("timestamp") or ""
    shown = properties.get("displayText") or moment or "Date"
    return chip(tag("time", shown, datetime=moment[:10] or None), kind="date")


def _rich_link(paper: Paper, rich_link: Json) -> Html:
    properties = rich_link.get("richLinkProperties") or NONE
    uri = properties.get("uri", "")
    return chip(link(uri, tag("bdi", properties.get("title") or uri or "Link")), kind="file")


def _picture(paper: Paper, element: Json) -> Html:
    objects = paper.tab.get("inlineObjects") or NONE
    held = objects.get(element.get("inlineObjectId", "")) or NONE
    embedded = (held.get("inlineObjectProperties") or NONE).get("embeddedObject") or NONE
    words = embedded.get("description") or embedded.get("title") or "no description"
    # A picture lies on somebody's server, and the page loads nothing from elsewhere.
    return tag("span", f"Picture: {words}", class_="picture", role="img", aria_label=f"Picture: {words}")


def _footnote(paper: Paper, reference: Json) -> Html:
    id, number = reference.get("footnoteId", ""), reference.get("footnoteNumber", "")
    words = tag("a", unheard("footnote "), number, href=address("", f"footnote-{id}"), id=f"to-footnote-{id}")
    return tag("sup", words, class_="remark")


def _dropdown(paper: Paper, dropdown: Json) -> Html:
    properties = dropdown.get("dropdownProperties") or NONE
    definitions = paper.tab.get("dropdownDefinitions") or NONE
    held = definitions.get(properties.get("dropdownDefinitionId", "")) or NONE
    definition: Json = held.get("dropdownDefinitionProperties") or NONE
    options = definition.get("options") or ()
    shown, id = properties.get("displayValue", ""), dropdown.get("dropdownId", "")
    if not paper.sight.write or not options:
        return chip(unheard("Chosen: "), shown, kind="dropdown")
    chosen = properties.get("selectedOptionId")
    listed = [
        tag("option", each.get("displayValue", ""), value=each.get("optionId"), selected=each.get("optionId") == chosen)
        for each in options
    ]
    name = definition.get("title") or "Choice"
    select = tag("select", listed, name=f"option-{id}", form="choose", aria_label=name, data_dropdown=id)
    button = tag("button", "Choose", unheard(f" {name}"), form="choose", name="dropdown", value=id)
    return chip(select, button, kind="dropdown")


def _words(words: str, name: str) -> Callable[[Paper, Json], Html]:
    return lambda paper, element: tag("span", words, class_=name)


THINGS: Mapping[str, Callable[[Paper, Json], Html]] = {
    "person": _person,
    "dateElement": _date,
    "richLink": _rich_link,
    "dropdown": _dropdown,
    "inlineObjectElement": _picture,
    "footnoteReference": _footnote,
    "horizontalRule": lambda paper, element: tag("span", class_="rule", role="separator"),
    "pageBreak": _words("page break", "break"),
    "columnBreak": _words("column break", "break"),
    "equation": _words("[equation]", "equation"),
    "autoText": _words("#", "auto"),
}
"""By the API's name: what draws it."""
