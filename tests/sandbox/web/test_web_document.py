"""A Doc's page, drawn from documents.get answers."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_reader import read

from pdsync.sandbox.docs.bullets import list_of
from pdsync.sandbox.web.document.lists import Item, marker, nested, spelled
from pdsync.sandbox.web.document.page import all_tabs, document_html, tabs_of
from pdsync.sandbox.web.document.paper import Sight, Typing
from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import UNSEEN, Html

WORDS = st.text(st.characters(exclude_categories=("Cs",)).filter(lambda each: each not in "\r\v\n\ue907"), max_size=40)


def run(words, **fields):
    return {"textRun": {"content": words, "textStyle": fields.pop("style", {}), **fields}}


def paragraph(*elements, index=1, style="NORMAL_TEXT", **fields):
    held = {"elements": [*elements, run("\n")], "paragraphStyle": {"namedStyleType": style}, **fields}
    return {"startIndex": index, "paragraph": held}


def doc(*blocks, **tab):
    inside = {"body": {"content": list(blocks)}, **tab}
    return {"documentId": "D", "title": "Doc", "tabs": [{"tabProperties": {"tabId": "t.0"}, "documentTab": inside}]}


def page(document, **sight):
    looks = Looks()
    return read(document_html(document, looks, sight=Sight(**sight)))


def recorded(folder):
    return sorted((folder / "google" / "docs").glob("*.json"))


def test_every_recorded_doc_has_a_page_with_all_its_words(shared):
    for path in recorded(shared):
        document = json.loads(path.read_text(encoding="utf-8"))
        for tab in all_tabs(tabs_of(document)):
            looks = Looks()
            html = document_html(document, looks, tab_id=tab["tabProperties"]["tabId"])
            shown = read(html).one("article").text
            for words in texts(tab["documentTab"]["body"]["content"]):
                assert words in shown, path.name
            assert "</" not in looks.css


def texts(content):
    for block in content:
        for element in block.get("paragraph", {}).get("elements", ()):
            words = element.get("textRun", {}).get("content", "").strip()
            yield from (line for line in words.split("\v") if "\ue907" not in line)
        for row in block.get("table", {}).get("tableRows", ()):
            for cell in row["tableCells"]:
                yield from texts(cell["content"])


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_whatever_students_write_comes_out_as_text(words):
    """In text, a link, a chip, a dropdown, a tab's title, a comment, a suggestion, a table and a font's name."""
    chips = [
        {"person": {"personProperties": {"name": words, "email": words}}},
        {"richLink": {"richLinkProperties": {"title": words, "uri": words}}},
        {"dateElement": {"dateElementProperties": {"displayText": words, "timestamp": words}}},
        {"dropdown": {"dropdownId": words, "dropdownProperties": {"displayValue": words, "dropdownDefinitionId": "d"}}},
        {"inlineObjectElement": {"inlineObjectId": words}},
        {"footnoteReference": {"footnoteId": words, "footnoteNumber": words}},
    ]
    style = {"link": {"url": words}, "weightedFontFamily": {"fontFamily": words}}
    inside = paragraph(run(words, style=style), *chips)
    cell = {"content": [paragraph(run(words), index=9)]}
    document = doc(
        inside,
        {"table": {"tableRows": [{"tableCells": [cell]}]}},
        lists={words: list_of("BULLET_CHECKBOX")},
        dropdownDefinitions={
            "d": {
                "dropdownDefinitionProperties": {
                    "title": words,
                    "options": [{"optionId": words, "displayValue": words}],
                }
            }
        },
    )
    document["tabs"].append(
        {"tabProperties": {"tabId": f"t.{words}", "title": words}, "documentTab": {"body": {"content": []}}}
    )
    post = {"author": {"displayName": words}, "content": words, "createTime": words}
    shown = page(
        document,
        write=True,
        csrf=words,
        revision=words,
        comments=[{"headPost": post, "plainTextQuote": words}],
        suggestions=[{"suggestionId": words, "headPost": post, "summaryText": words}],
    )
    assert not {node.name for node in shown.walk()} - KNOWN
    assert not {key for node in shown.walk() for key in node.attributes} - ATTRIBUTES
    assert shown.one("td").text.startswith(UNSEEN.sub("�", words))
    hrefs = [node.attributes["href"] for node in shown.all("a") if "href" in node.attributes]
    assert all(
        href.startswith(("/document/d/d/edit?", "#", "http:", "https:", "mailto:")) for href in map(str.lower, hrefs)
    )


KNOWN = {
    "root", "div", "article", "p", "span", "a", "bdi", "time", "select", "option", "button", "form", "input", "label",
    "textarea", "table", "colgroup", "tbody", "tr", "td", "nav", "ul", "li", "aside", "h2", "b", "blockquote", "br", "sup",
}  # fmt: skip
ATTRIBUTES = {
    "class", "id", "href", "rel", "title", "name", "value", "type", "form", "aria-label", "data-dropdown", "method",
    "action", "for", "rows", "role", "tabindex", "aria-current", "datetime", "selected",
}  # fmt: skip


@pytest.mark.parametrize(
    ("style", "element"),
    [("TITLE", "h2"), ("SUBTITLE", "p"), ("HEADING_1", "h2"), ("HEADING_2", "h3"), ("HEADING_5", "h6"),
     ("NORMAL_TEXT", "p")],
)  # fmt: skip
def test_a_named_style_is_a_heading_or_a_paragraph(style, element):
    assert page(doc(paragraph(run("words"), style=style))).one(None, "para").name == element


def test_a_heading_of_the_sixth_level_is_one_all_the_same():
    node = page(doc(paragraph(run("words"), style="HEADING_6"))).one(None, "para")
    assert (node.attributes["role"], node.attributes["aria-level"]) == ("heading", "7")


def test_an_empty_heading_is_not_announced():
    assert page(doc(paragraph(style="HEADING_1"))).one(None, "para").name == "p"


@pytest.mark.parametrize(
    ("style", "elements"),
    [
        ({"bold": True, "italic": True}, ["i", "b"]),
        ({"underline": True, "strikethrough": True}, ["s", "u"]),
        ({"baselineOffset": "SUPERSCRIPT"}, ["sup"]),
        ({"link": {"url": "https://x.example"}, "underline": True}, ["a"]),
        ({"link": {"headingId": "h.1"}}, ["a"]),
    ],
)
def test_a_runs_style_is_told_by_elements(style, elements):
    para = page(doc(paragraph(run("words", style=style)))).one(None, "para")
    assert [node.name for node in para.walk()][1:] == elements
    assert para.text == "words"


def test_colours_and_sizes_are_classes_of_the_pages_own_style_sheet():
    looks = Looks()
    style = {"foregroundColor": {"color": {"rgbColor": {"red": 1}}}, "fontSize": {"magnitude": 22, "unit": "PT"}}
    html = str(document_html(doc(paragraph(run("words", style=style))), looks))
    assert "style=" not in html
    assert "color:#ff0000;font-size:2rem" in looks.css


def test_suggestions_are_shown_as_such():
    shown = page(
        doc(paragraph(run("new", suggestedInsertionIds=["s"]), run("old", suggestedDeletionIds=["s"]))),
        suggestions=[{"suggestionId": "s", "headPost": {"author": {"displayName": "Ana"}}, "summaryText": "new"}],
    )
    assert shown.one("ins").text == "[suggested: new]"
    assert shown.one("del").text == "[suggested to be taken out: old]"
    assert "Ana" in shown.one("aside").text


def test_a_comment_is_marked_at_its_place_even_behind_an_emoji():
    anchors = {"a": {"anchorId": "a", "ranges": [{"startIndex": 4, "endIndex": 8}]}}
    thread = {"anchorId": "a", "headPost": {"content": "Why?", "author": {"displayName": "Sam"}}, "status": "OPEN"}
    shown = page(doc(paragraph(run("🎓 mark me")), commentAnchors=anchors), comments=[thread])
    assert shown.one("mark").text == "mark"
    assert shown.one("a", href="#comment-1").text == "comment 1"
    assert "Why?" in shown.one(id="comment-1").text


def test_a_resolved_comment_is_not_shown():
    thread = {"headPost": {"content": "Why?"}, "status": "RESOLVED"}
    assert not page(doc(paragraph()), comments=[thread]).all("aside")


def test_a_reader_sees_no_way_to_write():
    shown = page(doc(paragraph(run("words"))), write=False)
    assert not shown.all("form") + shown.all("textarea") + shown.all(None, "pen") + shown.all("button")


def test_who_may_write_finds_a_link_at_every_paragraph():
    shown = page(doc(paragraph(run("Why?")), paragraph(index=6)), write=True)
    assert [each.text for each in shown.all(None, "pen")] == ["Edit “Why?”", "Write below “Why?”"]


def test_the_form_has_a_field_for_each_stretch_of_text_and_leaves_the_chips_alone():
    person = {"person": {"personProperties": {"name": "Sam"}}}
    document = doc(paragraph(run("With "), person, run(" today")))
    shown = page(document, write=True, typing=Typing("", 1))
    form = shown.one("form", "editing")
    assert [each.text for each in form.all("textarea")] == ["\nWith ", "\n today"]
    assert form.one(None, "chip").text == "Person: Sam"


def test_nobody_writes_in_a_table_of_contents():
    shown = page(doc({"tableOfContents": {"content": [paragraph(run("Goal 1"))]}}), write=True)
    assert not shown.one("nav", "contents").all(None, "pen")


def test_merged_cells_of_a_table_are_drawn_once():
    def cell(words, **style):
        return {"content": [paragraph(run(words))], "tableCellStyle": style}

    rows = [
        {"tableCells": [cell("a", rowSpan=2, columnSpan=2), cell("b"), cell("c")]},
        {"tableCells": [cell("d"), cell("e"), cell("f")]},
    ]
    shown = page(doc({"table": {"tableRows": rows}}))
    assert [each.text for each in shown.all("td")] == ["a", "c", "f"]
    assert shown.all("td")[0].attributes["rowspan"] == "2"


def item(level=0, list_id="l", ordered=False, name="x"):
    return Item(level, list_id, "●", ordered, Html(name))


@pytest.mark.parametrize(
    ("items", "html"),
    [
        ([item(), item(name="y")], "<ul><li>x</li><li>y</li></ul>"),
        ([item(), item(1, name="y"), item(name="z")], "<ul><li>x<ul><li>y</li></ul></li><li>z</li></ul>"),
        ([item(), item(list_id="m", name="y")], "<ul><li>x</li></ul><ul><li>y</li></ul>"),
        ([item(2), item(name="y")], "<ul><li>x</li><li>y</li></ul>"),
        ([item(), item(2, ordered=True, name="y")], "<ul><li>x<ol><li>y</li></ol></li></ul>"),
    ],
    ids=["flat", "nested", "two lists", "deep first", "a level left out"],
)
def test_items_lie_in_each_other_as_their_levels_say(items, html):
    shown = "".join(map(str, nested(items))).replace(' role="list"', "").replace(' data-marker="●"', "")
    assert shown == html


def test_numbers_run_on_and_begin_again_below_another_item():
    lists = {"l": list_of("NUMBERED_DECIMAL_NESTED")}
    counts = {}
    shown = [marker(lists, {"listId": "l", "nestingLevel": level}, counts)[0] for level in (0, 1, 1, 0, 1)]
    assert shown == ["1.", "1.1.", "1.2.", "2.", "2.1."]


@pytest.mark.parametrize(
    ("number", "glyph", "shown"),
    [(4, "ROMAN", "iv"), (9, "UPPER_ROMAN", "IX"), (27, "ALPHA", "aa"), (3, "UPPER_ALPHA", "C"), (7, "ZERO_DECIMAL", "07"),
     (7, "DECIMAL", "7")],
)  # fmt: skip
def test_how_numbers_are_spelled(number, glyph, shown):
    assert spelled(number, glyph) == shown


def test_a_checklist_has_boxes_to_tick_for_who_may_write():
    document = doc(paragraph(run("Read"), bullet={"listId": "l"}), lists={"l": list_of("BULLET_CHECKBOX")})
    box = page(document, write=True, ticked={("", 1)}).one("button", "box")
    assert (box.attributes["role"], box.attributes["aria-checked"], box.attributes["aria-label"]) == (
        "checkbox",
        "true",
        "Read",
    )
    assert page(document).one("span", "box").text == "☐"


def test_a_picture_is_named_and_not_loaded():
    objects = {
        "o": {
            "inlineObjectProperties": {
                "embeddedObject": {"description": "A cat", "imageProperties": {"contentUri": "https://x"}}
            }
        }
    }
    shown = page(doc(paragraph({"inlineObjectElement": {"inlineObjectId": "o"}}), inlineObjects=objects))
    assert not shown.all("img")
    assert shown.one(role="img").attributes["aria-label"] == "Picture: A cat"


def test_footnotes_and_their_numbers_lead_to_each_other():
    reference = {"footnoteReference": {"footnoteId": "f", "footnoteNumber": "1"}}
    shown = page(doc(paragraph(reference), footnotes={"f": {"content": [paragraph(run("note"), index=0)]}}))
    assert shown.one("a", id="to-footnote-f").attributes["href"] == "#footnote-f"
    assert "note" in shown.one("li", id="footnote-f").text
