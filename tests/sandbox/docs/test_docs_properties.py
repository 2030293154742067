"""Whatever is done to a Doc, its indices add up; what is refused changes nothing; what is stored comes back."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pdsync.sandbox.docs import codec
from pdsync.sandbox.docs.content import Content
from pdsync.sandbox.docs.suggestions import ACCEPTED, WITHOUT
from pdsync.sandbox.refusals import Refusal
from tests.sandbox.docs.paper import Paper, cell, check, span

indices = st.integers(0, 60)
texts = st.text(st.sampled_from("ab \n\t🌱é\u0301x"), min_size=1, max_size=8)
spans = st.builds(span, indices, indices)
cells = st.builds(cell, indices, st.integers(0, 3), st.integers(0, 3))
styles = st.sampled_from([{"bold": True}, {"italic": True}, {}, {"link": {"url": "https://x.example"}}])
requests = st.one_of(
    st.builds(lambda index, text: {"insertText": {"location": {"index": index}, "text": text}}, indices, texts),
    st.builds(lambda where: {"deleteContentRange": {"range": where}}, spans),
    st.builds(
        lambda old, new: {"replaceAllText": {"containsText": {"text": old}, "replaceText": new}},
        st.sampled_from(["a", "ab", "🌱", "x"]),
        st.text("ax🌱\n", max_size=3),
    ),
    st.builds(
        lambda index, rows, columns: {"insertTable": {"rows": rows, "columns": columns, "location": {"index": index}}},
        indices,
        st.integers(1, 3),
        st.integers(1, 3),
    ),
    st.builds(lambda where: {"insertTableRow": {"tableCellLocation": where, "insertBelow": True}}, cells),
    st.builds(lambda where: {"insertTableColumn": {"tableCellLocation": where}}, cells),
    st.builds(lambda where: {"deleteTableRow": {"tableCellLocation": where}}, cells),
    st.builds(lambda where: {"deleteTableColumn": {"tableCellLocation": where}}, cells),
    st.builds(
        lambda where, rows, columns: {
            "mergeTableCells": {"tableRange": {"tableCellLocation": where, "rowSpan": rows, "columnSpan": columns}}
        },
        cells,
        st.integers(1, 2),
        st.integers(1, 2),
    ),
    st.builds(
        lambda where, style: {"updateTextStyle": {"range": where, "textStyle": style, "fields": "*"}}, spans, styles
    ),
    st.builds(
        lambda where: {"createParagraphBullets": {"range": where, "bulletPreset": "BULLET_DISC_CIRCLE_SQUARE"}}, spans
    ),
    st.builds(lambda where: {"createNamedRange": {"name": "n", "range": where}}, spans),
    st.builds(lambda index: {"insertPageBreak": {"location": {"index": index}}}, indices),
    st.builds(lambda index: {"createFootnote": {"location": {"index": index}}}, indices),
    st.builds(
        lambda index: {"insertPerson": {"location": {"index": index}, "personProperties": {"email": "a@b.example"}}},
        indices,
    ),
)
SUGGESTED = ("insertText", "deleteContentRange", "replaceAllText", "updateTextStyle")


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(requests, st.booleans()), max_size=14))
def test_indices_add_up_whatever_is_done(steps):
    paper = Paper("Hello 🌱\nworld")
    for request, suggest in steps:
        before = paper.content
        try:
            paper.do(request, suggest=suggest and next(iter(request)) in SUGGESTED)
        except Refusal as refused:
            assert refused.code in (400, 501)
            assert paper.content is before
    for mode in (ACCEPTED, WITHOUT):
        check(paper.body(mode=mode))
    width = paper.body()[-1]["endIndex"]
    for group in paper.tab().get("namedRanges", {}).values():
        for named in group["namedRanges"]:
            assert all(each.get("startIndex", 0) < each["endIndex"] <= width for each in named["ranges"])
    assert restored(paper.content) == paper.read()
    assert codec.write(codec.read(paper.read())) == codec.write(paper.content)


def restored(content: Content):
    stored = json.loads(json.dumps(content.to_json()))
    again = codec.restore(stored)
    return {**again.fields, **codec.write(again)}
