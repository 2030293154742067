"""A documents.get answer becomes blocks, whatever is in it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.clients.wire import DEEPEST, OBJECT, blocks
from pdsync.goals.document import BlockKind, ChipKind, Suggested
from pdsync.goals.parsing import read_goals


def run(text, **style):
    marks = {key: style.pop(key) for key in ("suggestedInsertionIds", "suggestedDeletionIds") if key in style}
    return {"textRun": {"content": text, "textStyle": style, **marks}}


def paragraph(*elements, style="NORMAL_TEXT", bullet=None, heading=None, start=1):
    made = {"elements": list(elements), "paragraphStyle": {"namedStyleType": style}}
    if heading:
        made["paragraphStyle"]["headingId"] = heading
    if bullet:
        made["bullet"] = bullet
    return {"startIndex": start, "endIndex": start + 5, "paragraph": made}


def body(*content, **more):
    return {"body": {"content": list(content)}, **more}


def tab(name, *content, children=(), title="", **more):
    return {
        "tabProperties": {"tabId": name, "title": title},
        "documentTab": body(*content, **more),
        "childTabs": list(children),
    }


def texts(found):
    return [block.text for block in found]


def test_all_tabs_are_read_child_tabs_after_their_parent():
    document = {
        "tabs": [
            tab(
                "t.0",
                paragraph(run("one\n")),
                title="First",
                children=[tab("t.2", paragraph(run("two\n")), title="In")],
            ),
            tab("t.1", paragraph(run("three\n")), title="Second"),
        ]
    }
    found = blocks(document)
    assert texts(found) == ["First", "one", "In", "two", "Second", "three"]
    assert [block.place.tab for block in found] == ["t.0", "t.0", "t.2", "t.2", "t.1", "t.1"]
    assert found[0].kind is BlockKind.TAB


def test_a_doc_with_one_tab_has_no_line_for_its_title():
    assert texts(blocks({"tabs": [tab("t.0", paragraph(run("one\n")), title="Tab 1")]})) == ["one"]


def test_an_older_answer_without_tabs_is_read_from_its_body():
    assert texts(blocks(body(paragraph(run("one\n")), paragraph(run("two\n"))))) == ["one", "two"]


def test_a_paragraph_knows_its_place_and_the_heading_it_is_under():
    document = body(
        paragraph(run("Goal 1\n"), style="HEADING_2", heading="h.a", start=1), paragraph(run("text\n"), start=8)
    )
    heading, text = blocks(document)
    assert (heading.kind, heading.level) == (BlockKind.HEADING, 2)
    assert (text.place.paragraph, text.place.start, text.place.end, text.place.heading) == (1, 8, 13, "h.a")


def test_runs_keep_bold_struck_and_suggested():
    (block,) = blocks(
        body(
            paragraph(
                run("a", bold=True),
                run("b", strikethrough=True),
                run("c", suggestedInsertionIds=["s"]),
                run("d\n", suggestedDeletionIds=["s"]),
            )
        )
    )
    assert [(one.text, one.bold, one.struck, one.suggested) for one in block.runs] == [
        ("a", True, False, None),
        ("b", False, True, None),
        ("c", False, False, Suggested.INSERTED),
        ("d", False, False, Suggested.DELETED),
    ]


def test_chips_are_text():
    person = {"person": {"personProperties": {"name": "Ana", "email": "ana@example.org"}}}
    nameless = {"person": {"personProperties": {"email": "ana@example.org"}}}
    link = {"richLink": {"richLinkProperties": {"title": "Notes", "uri": "https://example.org"}}}
    (block,) = blocks(body(paragraph(person, run(" "), nameless, run(" "), link, run("\n"))))
    assert block.text == "Ana ana@example.org Notes"
    assert [one.chip.kind for one in block.runs if one.chip] == [ChipKind.PERSON, ChipKind.PERSON, ChipKind.LINK]


@pytest.mark.parametrize(
    ("properties", "text", "day"),
    [
        ({"timestamp": "2026-12-04T12:00:00Z", "displayText": "Dec 4, 2026"}, "Dec 4, 2026", date(2026, 12, 4)),
        ({"timestamp": "2026-12-04T00:00:00Z"}, "2026-12-04", date(2026, 12, 4)),
        ({"timestamp": "2026-12-04T03:00:00Z", "timeZoneId": "America/Denver"}, "2026-12-03", date(2026, 12, 3)),
        ({"timestamp": "2026-12-04T03:00:00Z", "timeZoneId": "../etc"}, OBJECT, None),
        ({"timestamp": "soon", "displayText": "soon"}, "soon", None),
        ({"displayText": "Dec 4"}, "Dec 4", None),
    ],
    ids=["shown", "not shown", "its own time zone", "no such zone", "no timestamp", "nothing but text"],
)
def test_a_date_chip_is_its_text_and_its_day(properties, text, day):
    (block,) = blocks(body(paragraph({"dateElement": {"dateElementProperties": properties}}, run("\n"))))
    assert (block.runs[0].text, block.runs[0].chip.day) == (text, day)


def test_a_dropdown_is_the_value_chosen_from_its_options():
    options = [{"optionId": "a", "displayValue": "Not started"}, {"optionId": "b", "displayValue": "Done"}]
    definitions = {"d": {"dropdownDefinitionProperties": {"options": options}}}
    chip = {"dropdown": {"dropdownProperties": {"dropdownDefinitionId": "d", "selectedOptionId": "b"}}}
    (block,) = blocks(body(paragraph(run("Status: "), chip, run("\n")), dropdownDefinitions=definitions))
    assert block.text == "Status: Done"
    assert block.runs[1].chip.options == ("Not started", "Done")


def test_pictures_and_equations_are_told_as_something_without_text():
    (block,) = blocks(body(paragraph({"inlineObjectElement": {"inlineObjectId": "o"}}, {"equation": {}}, run("\n"))))
    assert block.text == OBJECT * 2


def test_lists_are_numbered_bulleted_or_to_be_ticked():
    levels = {
        "n": [{"glyphType": "DECIMAL"}],
        "b": [{"glyphSymbol": "●"}],
        "c": [{"glyphType": "GLYPH_TYPE_UNSPECIFIED"}],
    }
    lists = {name: {"listProperties": {"nestingLevels": level}} for name, level in levels.items()}
    found = blocks(body(*(paragraph(run("x\n"), bullet={"listId": name}) for name in levels), lists=lists))
    assert [(one.kind, one.ordered, one.checklist) for one in found] == [
        (BlockKind.LIST_ITEM, True, False),
        (BlockKind.LIST_ITEM, False, False),
        (BlockKind.LIST_ITEM, False, True),
    ]


def table(*rows, **marks):
    return {
        "table": {"tableRows": [{"tableCells": [{"content": list(cell)} for cell in row], **marks} for row in rows]}
    }


def test_tables_keep_their_rows_and_cells():
    (found,) = blocks(body(table([[paragraph(run("a\n"))], [paragraph(run("b\n")), paragraph(run("c\n"))]])))
    assert [[texts(cell) for cell in row] for row in found.rows] == [[["a"], ["b", "c"]]]


def test_a_suggested_row_is_suggested_text():
    (found,) = blocks(body(table([[paragraph(run("a\n"))]], suggestedInsertionIds=["s"])))
    assert found.rows[0][0][0].runs[0].suggested is Suggested.INSERTED


def test_tables_in_tables_are_read_however_deep_they_are():
    inner = paragraph(run("deep\n"))
    for _ in range(5000):
        inner = table([[inner]])
    (found,) = blocks(body(inner))
    for _ in range(DEEPEST - 1):
        ((found,),) = ((cell for cell in found.rows[0][0]),)
    assert found.rows[0][0][0].text == "deep"


def test_the_table_of_contents_does_not_repeat_the_headings():
    contents = {"tableOfContents": {"content": [paragraph(run("Goal 1\n"))]}}
    assert texts(blocks(body(contents, paragraph(run("text\n"))))) == ["text"]


KEYS = [
    *(
        "tabs",
        "childTabs",
        "tabProperties",
        "tabId",
        "title",
        "documentTab",
        "body",
        "content",
        "paragraph",
        "elements",
    ),
    *("textRun", "textStyle", "bold", "strikethrough", "paragraphStyle", "namedStyleType", "headingId", "bullet"),
    *("listId", "nestingLevel", "lists", "listProperties", "nestingLevels", "glyphType", "glyphSymbol", "table"),
    *(
        "tableRows",
        "tableCells",
        "person",
        "personProperties",
        "name",
        "email",
        "richLink",
        "richLinkProperties",
        "uri",
    ),
    *("dateElement", "dateElementProperties", "timestamp", "displayText", "timeZoneId", "dropdown", "options"),
    *("dropdownProperties", "dropdownDefinitionId", "selectedOptionId", "dropdownDefinitions", "optionId"),
    *("dropdownDefinitionProperties", "displayValue", "suggestedInsertionIds", "suggestedDeletionIds", "startIndex"),
    *("endIndex", "inlineObjectElement", "equation"),
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["HEADING_1", "TITLE", "Specific: x\n", "Goal 1\n", "2026-12-04T00:00:00Z", "\ue907", "\v"])
)
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
)


@given(ANY_JSON)
def test_any_json_is_read_without_an_exception(document):
    read_goals(blocks(document))


ELEMENTS = (
    st.fixed_dictionaries({"textRun": st.fixed_dictionaries({"content": st.text(max_size=40) | LEAVES})}) | ANY_JSON
)
PARAGRAPHS = st.fixed_dictionaries(
    {"paragraph": st.fixed_dictionaries({"elements": st.lists(ELEMENTS, max_size=4), "paragraphStyle": ANY_JSON})}
)


@given(st.lists(PARAGRAPHS | ANY_JSON, max_size=8))
def test_anything_in_the_shape_of_a_doc_is_read_without_an_exception(content):
    read_goals(blocks(body(*content)))
    read_goals(blocks({"tabs": [tab("t.0", table([content]), children=[{"documentTab": body(*content)}])]}))


def test_every_recorded_doc_is_read(shared):
    recorded = sorted((shared / "google" / "docs").glob("*.json"))
    assert recorded
    for path in recorded:
        found = blocks(json.loads(path.read_text(encoding="utf-8")))
        read_goals(found)
        assert found, path.name
