"""What Docs refuses, in Google's words."""

import pytest

from pdsync.sandbox.refusals import Refusal
from tests.sandbox.docs.paper import ME, OTHER, Paper, cell, span

AT = {"location": {"index": 1}}
OUTSIDE = (
    "The insertion index must be inside the bounds of an existing paragraph. "
    "You can still create new paragraphs by inserting newlines."
)
IMAGE = (
    "There was a problem retrieving the image. The provided image should be publicly accessible, "
    "within size limit, and in supported formats."
)
REFUSED = [
    ("insertText", {"location": {"index": 900}, "text": "x"}, "Index 900 must be less than the end index of the referenced segment, 7."),
    ("insertText", {"location": {"index": 7}, "text": "x"}, "Index 7 must be less than the end index of the referenced segment, 7."),
    ("insertText", {"location": {"index": 0}, "text": "x"}, OUTSIDE),
    ("insertText", {**AT, "text": ""}, "Insert text requests must specify text"),
    ("insertText", {"text": "x"}, "No insertion location set."),
    ("insertText", {"location": {"segmentId": "kix.gone", "index": 1}, "text": "x"}, "Segment with ID kix.gone was not found. If a segment ID is provided, it must be a header, footer or footnote ID. Use an empty segment ID to reference the body."),
    ("deleteContentRange", {"range": span(3, 7)}, "The range cannot include the newline character at the end of the segment."),
    ("deleteContentRange", {"range": span(3, 3)}, "The range should not be empty."),
    ("deleteContentRange", {"range": span(5, 2)}, "Invalid range: end index cannot be less than start index"),
    ("deleteContentRange", {"range": span(3, 41)}, "Index 41 must be less than the end index of the referenced segment, 7."),
    ("updateTextStyle", {"range": span(1, 500), "textStyle": {"bold": True}, "fields": "bold"}, "Index 500 must be less than the end index of the referenced segment, 7."),
    ("updateTextStyle", {"range": span(1, 3), "textStyle": {"link": {}}, "fields": "link"}, "Links must include at least one type."),
    ("updateTextStyle", {"range": span(1, 3), "textStyle": {"bold": True}}, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"),
    ("updateParagraphStyle", {"range": span(1, 3), "paragraphStyle": {}, "fields": "bogus_mask_field_xyz"}, "Invalid field: bogus_mask_field_xyz"),
    ("insertTable", {"rows": 1, "columns": 1, "location": {"index": 7}}, "Index 7 must be less than the end index of the referenced segment, 7."),
    ("insertTableColumn", {"tableCellLocation": cell(1, 0, 0)}, "Invalid table start location. Must specify the start index of the table."),
    ("updateTableColumnProperties", {"tableStartLocation": {"index": 2}, "tableColumnProperties": {}, "fields": "*"}, "The provided table start location is invalid."),
    ("insertComment", {"content": "well done"}, "Insert comment requests must specify a range to anchor to."),
    ("insertComment", {"content": "well done", "range": {}}, "Invalid range: must contain a start and end index"),
    ("insertComment", {"content": "well done", "range": span(900000, 900001)}, "Index 900000 must be less than the end index of the referenced segment, 7."),
    ("insertInlineImage", {**AT, "uri": "http://127.0.0.1/cat.png"}, IMAGE),
    ("insertInlineImage", {**AT, "uri": "https://example.com/cat.svg"}, IMAGE),
    ("insertInlineImage", {**AT, "uri": "file:///cat.png"}, IMAGE),
    ("replaceImage", {"imageObjectId": "kix.gone", "uri": "https://example.com/cat.png"}, "Image with ID kix.gone was not found."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body", "message"), REFUSED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_request_is_refused_in_googles_words(kind, body, message):
    paper = Paper("Hello")
    with pytest.raises(Refusal) as refused:
        paper.do({kind: body})
    error = refused.value.body["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["message"] == f"Invalid requests[0].{kind}: {message}"


def test_a_refusal_names_the_request_and_undoes_those_before_it():
    paper = Paper("Hello")
    before = paper.content
    with pytest.raises(Refusal, match=r"Invalid requests\[1\]\.insertText"):
        paper.do({"insertText": {**AT, "text": "x"}}, {"insertText": {"location": {"index": 99}, "text": "y"}})
    assert paper.content is before


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({}, "Invalid requests[0]: No request set."),
        (
            {"insertText": {**AT, "text": "x"}, "deleteContentRange": {"range": span(1, 2)}},
            "Invalid value at 'requests[0]' (oneof), oneof field 'request' is already set. Cannot set 'deleteContentRange'",
        ),
    ],
    ids=["none", "two"],
)
def test_a_request_is_of_one_kind(request_, message):
    with pytest.raises(Refusal) as refused:
        Paper("Hello").do(request_)
    assert refused.value.body["error"]["message"] == message


@pytest.mark.parametrize(
    "kind",
    [
        "addDocumentTab", "createNamedRange", "deleteFooter", "deleteHeader", "deleteNamedRange", "deleteTab",
        "updateDocumentTabProperties", "updateTableColumnProperties",
    ],
)  # fmt: skip
def test_what_google_does_not_let_people_suggest_is_refused(kind):
    with pytest.raises(Refusal) as refused:
        Paper("Hello").do({kind: {}}, suggest=True)
    message = f"Invalid requests[0].{kind}: Request does not support application as suggestion."
    assert refused.value.body["error"]["message"] == message


def test_a_suggestion_that_is_not_there_cannot_be_settled():
    for kind in ("acceptSuggestion", "rejectSuggestion", "deleteSuggestion"):
        with pytest.raises(Refusal) as refused:
            Paper("Hello").do({kind: {"suggestionId": "probe.nonexistent"}})
        assert refused.value.code == 404
        assert refused.value.body["error"]["message"] == "Suggestion with ID probe.nonexistent does not exist."


def test_what_the_sandbox_does_not_play_is_refused_by_name():
    with pytest.raises(Refusal) as refused:
        Paper("Hello").do({"replaceAllText": {"containsText": {"text": "x", "searchByRegex": True}}})
    assert refused.value.code == 501
    assert "searchByRegex" in refused.value.body["error"]["message"]


@pytest.fixture
def table():
    """Text, a table of two by two from 7 on, text."""
    paper = Paper("Above\nBelow")
    paper.do({"insertTable": {"rows": 2, "columns": 2, "location": {"index": 6}}})
    assert paper.tables()[0]["startIndex"] == 7
    return paper


@pytest.mark.parametrize(
    ("start", "end"), [(6, 7), (7, 8), (7, 9), (10, 13), (3, 12), (8, 20)], ids=lambda index: str(index)
)
def test_a_deletion_that_would_tear_a_table_is_refused(table, start, end):
    before = table.content
    with pytest.raises(Refusal, match=r"Invalid deletion range|newline character at the end"):
        table.cut(start, end)
    assert table.content is before


@pytest.mark.parametrize("index", [7, 8, 9], ids=["its start", "a row", "a cell"])
def test_no_text_goes_into_the_structure_of_a_table(table, index):
    with pytest.raises(Refusal) as refused:
        table.type("x", index)
    assert refused.value.body["error"]["message"].endswith(OUTSIDE)


def test_cells_to_merge_lie_in_the_table(table):
    wanted = {"tableCellLocation": cell(7, 0, 0), "rowSpan": 1, "columnSpan": 99}
    with pytest.raises(Refusal, match="The table range extends outside the bounds"):
        table.do({"mergeTableCells": {"tableRange": wanted}})


def test_a_footnote_holds_no_table():
    paper = Paper("Hello")
    (reply,) = paper.do({"createFootnote": AT})
    note = {"segmentId": reply["createFootnote"]["footnoteId"], "index": 0}
    with pytest.raises(Refusal, match="footnote"):
        paper.do({"insertTable": {"rows": 1, "columns": 1, "location": note}})


def test_a_second_default_header_is_refused():
    paper = Paper("Hello")
    paper.do({"createHeader": {"type": "DEFAULT"}})
    with pytest.raises(Refusal, match="Default header already exists"):
        paper.do({"createHeader": {"type": "DEFAULT"}})


def test_only_its_author_changes_a_comment():
    paper = Paper("Hello")
    (reply,) = paper.do({"insertComment": {"content": "nice", "range": span(1, 3)}}, author=ME)
    thread = reply["insertComment"]["commentThread"]["commentId"]
    with pytest.raises(Refusal, match="not the author"):
        paper.do({"deleteComment": {"commentId": thread}}, author=OTHER)
    paper.do({"deleteComment": {"commentId": thread}}, author=ME)
    assert not paper.content.comments


def test_a_picture_of_unknown_size_is_not_played():
    paper = Paper("Hello")
    with pytest.raises(Refusal, match="does not play a picture whose size") as refused:
        paper.do({"insertInlineImage": {**AT, "uri": "https://example.com/cat.png"}})
    assert refused.value.code == 501
