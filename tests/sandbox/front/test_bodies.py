"""Request bodies read as proto3 JSON, and refused in Google's words."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox.discovery import methods
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.validation import read

DOCS = "docs.documents.batchUpdate"
SHEETS = "sheets.spreadsheets.batchUpdate"


def taken(method, body, **options):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read(methods()[method], raw, **options)


def refused(method, body, **options):
    with pytest.raises(Refusal) as caught:
        taken(method, body, **options)
    return caught.value.body["error"]


TAKEN = {
    "camelCase": ({"insertText": {"location": {"index": 1}, "text": "a"}}, {"location": {"index": 1}, "text": "a"}),
    "snake_case": ({"insert_text": {"location": {"index": 1}}}, {"location": {"index": 1}}),
    "a number as text": ({"insertText": {"location": {"index": "+012"}}}, {"location": {"index": 12}}),
    "a whole float": ({"insertText": {"location": {"index": 12.0}}}, {"location": {"index": 12}}),
    "null is unset": ({"insertText": {"location": None, "text": "a"}}, {"text": "a"}),
    "half a pair of surrogates": ({"insertText": {"text": "\ud800A"}}, {"text": "\ufffdA"}),
}


@pytest.mark.parametrize("case", TAKEN)
def test_what_google_takes_reaches_the_handler_in_one_form(case):
    sent, wanted = TAKEN[case]
    assert taken(DOCS, {"requests": [sent]}) == {"requests": [{"insertText": wanted}]}


@pytest.mark.parametrize("value", ["HEADING_1", "heading_1", "heading-1", 4, "4"])
def test_an_enum_is_taken_by_name_in_any_case_and_by_number(value):
    request = {"updateParagraphStyle": {"paragraphStyle": {"namedStyleType": value}}}
    style = taken(DOCS, {"requests": [request]})["requests"][0]["updateParagraphStyle"]["paragraphStyle"]
    assert style == {"namedStyleType": "HEADING_1"}


@pytest.mark.parametrize("value", [True, "true", "T", "yes", "1", 1, 1.0])
def test_truth_has_many_words(value):
    request = {"updateTextStyle": {"textStyle": {"bold": value}}}
    assert taken(DOCS, {"requests": [request]})["requests"][0]["updateTextStyle"] == {"textStyle": {"bold": True}}


def test_a_lone_element_is_a_list_of_one():
    assert taken(DOCS, {"requests": {"insertText": {"text": "a"}}}) == {"requests": [{"insertText": {"text": "a"}}]}


def test_a_list_inside_a_list_counts_for_its_elements():
    sent = {"requests": [[{"insertText": {"text": "a"}}], {"insertText": {"text": "b"}}]}
    assert [each["insertText"]["text"] for each in taken(DOCS, sent)["requests"]] == ["a", "b"]


def test_a_null_in_drives_properties_clears_the_key_and_is_kept():
    sent = {"name": None, "properties": {"a": None, "b": "c"}}
    assert taken("drive.files.update", sent) == {"properties": {"a": None, "b": "c"}}


def test_cells_are_anything():
    rows = [["a", 1, None, True], [], [{"x": 1}]]
    assert taken("sheets.spreadsheets.values.update", {"values": rows}) == {"values": rows}


def test_an_empty_body_is_an_empty_message_and_a_byte_order_mark_is_passed_over():
    assert taken(DOCS, b"") == {}
    assert taken(DOCS, b'\xef\xbb\xbf{"requests": []}') == {"requests": []}


BATCH = "at 'requests[0].insert_text"
WORDS = {
    "unknown kind": (
        {"requests": [{"thisIsNone": {}}]},
        "Unknown name \"thisIsNone\" at 'requests[0]': Cannot find field.",
    ),
    "another case": (
        {"requests": [{"inserttext": {}}]},
        "Unknown name \"inserttext\" at 'requests[0]': Cannot find field.",
    ),
    "at the root": ({"bogus": 1}, 'Unknown name "bogus": Cannot find field.'),
    "inside": (
        {"requests": [{}, {"insertText": {"location": {"indx": 1}}}]},
        "Unknown name \"indx\" at 'requests[1].insert_text.location': Cannot find field.",
    ),
    "no name": ({"": 1}, 'Unknown name "": Proto fields must have a name.'),
    "a list for one": (
        {"requests": [{"insertText": [1]}]},
        "Unknown name \"insertText\" at 'requests[0]': Proto field is not repeating, cannot start list.",
    ),
    "a list as the body": ([1], 'Unknown name "": Root element must be a message.'),
}


@pytest.mark.parametrize("case", WORDS)
def test_unknown_names_are_refused_in_googles_words(case):
    sent, words = WORDS[case]
    error = refused(DOCS, sent)
    assert error["message"] == f"Invalid JSON payload received. {words}"
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")


VALUES = {
    "text for a number": ({"insertText": {"location": {"index": "abc"}}}, "requests[0].insert_text.location.index",
                          "(TYPE_INT32), \"abc\""),
    "half a number": ({"insertText": {"location": {"index": 1.5}}}, "requests[0].insert_text.location.index",
                      "(TYPE_INT32), 1.5"),
    "too big": ({"insertText": {"location": {"index": 2**31}}}, "requests[0].insert_text.location.index",
                "(TYPE_INT32), 2147483648"),
    "a number for text": ({"insertText": {"text": 5}}, "requests[0].insert_text.text", "(TYPE_STRING), 5"),
    "truth": ({"updateTextStyle": {"textStyle": {"bold": "on"}}}, "requests[0].update_text_style.text_style.bold",
              "(TYPE_BOOL), \"on\""),
    "text for a message": ({"insertComment": "not-an-object"}, "requests[0].insert_comment",
                           "(type.googleapis.com/google.apps.docs.v1.InsertCommentRequest), \"not-an-object\""),
    "an object for text": ({"insertText": {"text": {}}}, "requests[0].insert_text",
                           "(text), Starting an object on a scalar field"),
    "no such value": ({"updateParagraphStyle": {"paragraphStyle": {"namedStyleType": "X"}}},
                      "requests[0].update_paragraph_style.paragraph_style.named_style_type",
                      "(type.googleapis.com/google.apps.docs.v1.NamedStyleType), \"X\""),
}  # fmt: skip


@pytest.mark.parametrize("case", VALUES)
def test_wrong_values_are_refused_with_their_place_and_type(case):
    sent, field, words = VALUES[case]
    error = refused(DOCS, {"requests": [sent]})
    assert error["message"] == f"Invalid value at '{field}' {words}"
    assert error["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": field, "description": error["message"]}],
        }
    ]


UNIONS = [
    ({"insertText": {}, "deleteContentRange": {}}, "requests[0]", "request", "deleteContentRange"),
    (
        {"insertText": {"endOfSegmentLocation": {}, "location": {"index": 1}}},
        "requests[0].insert_text",
        "insertion_location",
        "location",
    ),
]


@pytest.mark.parametrize("sent, at, union, name", UNIONS, ids=lambda part: str(part)[:30])
def test_a_second_member_of_a_union_is_refused(sent, at, union, name):
    words = f"Invalid value at '{at}' (oneof), oneof field '{union}' is already set. Cannot set '{name}'"
    assert refused(DOCS, {"requests": [sent]})["message"] == words


def test_null_does_not_take_a_union():
    sent = {"insertText": None, "deleteContentRange": {}}
    assert taken(DOCS, {"requests": [sent]}) == {"requests": [{"deleteContentRange": {}}]}


def test_the_values_of_a_wrapper_type_are_named():
    error = refused(SHEETS, {"requests": [{"mergeCells": {"range": {"startRowIndex": "a"}}}]})
    assert (
        error["message"] == "Invalid value at 'requests[0].merge_cells.range.start_row_index.value' (TYPE_INT32), \"a\""
    )


def test_all_violations_are_told_at_once():
    error = refused(DOCS, {"requests": [{"replace_text": 1, "contains_text": 2}]})
    assert error["message"] == "\n".join(
        f"Invalid JSON payload received. Unknown name \"{name}\" at 'requests[0]': Cannot find field."
        for name in ("replace_text", "contains_text")
    )
    assert len(error["details"][0]["fieldViolations"]) == 2


def test_a_body_that_is_one_field_of_the_message_is_named_by_it():
    error = refused("sheets.spreadsheets.values.append", {"values": "A1:D4", "majorDimension": None})
    words = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"A1:D4\""
    assert error["message"] == words


def test_drive_passes_over_what_gspread_sends_and_refuses_other_unknown_names_if_strict():
    assert taken("drive.permissions.create", {"withLink": False, "role": "reader"}) == {"role": "reader"}
    assert "title" in refused("drive.files.create", {"title": "x"})["message"]
    assert taken("drive.files.create", {"title": "x"}, strict=False) == {}


MALFORMED = {
    b"{": "Unexpected end of string. Expected a value.",
    b"name=foo": "Unexpected token.",
    b'{"a": }': "Expected a value.",
    b'{"a" 1}': "Expected : between key:value pair.",
    b'{"a": 1 "b": 2}': "Expected , or } after key:value pair.",
    b"[" * 5000: "Message too deep.",
    b'{"a": NaN}': "Unexpected token.",
}


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: body[:12].decode())
def test_what_is_no_json_is_refused_as_googles_parser_does(body):
    message = refused(DOCS, body)["message"]
    assert message.startswith(f"Invalid JSON payload received. {MALFORMED[body]}")


def test_the_refusal_points_at_the_place():
    assert refused(DOCS, b'{"a": }')["message"].endswith('\n{"a": }\n      ^')


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from(
    ["requests", "insertText", "location", "index", "text", "fields", "range", "values", "properties"]
)
bodies = st.recursive(
    json_values, lambda inner: st.dictionaries(names, inner, max_size=4) | st.lists(inner, max_size=3), max_leaves=20
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(methods())), bodies)
def test_any_json_is_read_or_refused(method, body):
    raw = json.dumps(body).encode()
    try:
        found = read(methods()[method], raw)
    except Refusal as refusal:
        assert refusal.code == 400
        json.dumps(refusal.body, ensure_ascii=False).encode()
    else:
        assert isinstance(found, dict)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body):
    try:
        read(methods()[SHEETS], body)
    except Refusal as refusal:
        assert refusal.code == 400
        json.dumps(refusal.body, ensure_ascii=False).encode()
