"""Docs through the port: read lean and yet whole, filled in, written once."""

from __future__ import annotations

import json
import threading
from urllib.parse import urlsplit

import pytest

from pdsync.clients.compose import requests_for
from pdsync.clients.wire import blocks
from pdsync.errors import GoogleError, NotFound, Unclear
from pdsync.goals.template import BUILTIN
from pdsync.sync.ports import FileKind

STAFF = "staff@school.example"


def whole(google, doc_id: str) -> dict:
    asked = {"documentId": doc_id, "includeTabsContent": True, "suggestionsViewMode": "SUGGESTIONS_INLINE"}
    return google.docs._line.ask("docs.documents.get", asked)


def test_what_is_brought_is_enough(shared, google, box):
    """Each recorded Doc says the same, read by the mask, as it does when all of it is brought."""
    seen = 0
    for path in sorted((shared / "google" / "docs").glob("*.json")):
        recorded = json.loads(path.read_text(encoding="utf-8"))
        try:
            doc_id = box.load(recorded.get("response", recorded), STAFF)
        except Exception:
            continue  # one that the sandbox cannot hold
        full = whole(google, doc_id)
        page = google.docs.read(doc_id)
        assert page.blocks == blocks(full), path.name
        assert page.revision == full["revisionId"]
        seen += 1
    assert seen > 20


def test_what_is_brought_is_enough_for_students_docs(shared, google, box):
    paths = sorted((shared / "corpus" / "docs").glob("*.json"))[::12]
    for path in paths:
        doc_id = box.load(json.loads(path.read_text(encoding="utf-8")), STAFF)
        assert google.docs.read(doc_id).blocks == blocks(whole(google, doc_id)), path.name
    assert len(paths) > 10


def test_what_is_brought_is_a_fraction(google, box):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.docs.write(doc.id, BUILTIN)
    sizes = []
    door = google.docs._line._transport.door
    real = door._pool.exchange

    def exchange(*args, **more):
        answer = real(*args, **more)
        sizes.append((len(answer.body), len(urlsplit(args[1]).query)))
        return answer

    door._pool.exchange = exchange
    google.docs.read(doc.id)
    whole(google, doc.id)
    (lean, query), (full, _) = sizes
    assert lean * 2.5 < full
    assert query < 2000


def test_the_builtin_template_is_written_and_read(google):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.docs.write(doc.id, BUILTIN)
    text = "\n".join(block.text for block in google.docs.read(doc.id).blocks)
    assert "{{preferred_name}}" in text
    assert "Specific" in text


def test_a_doc_that_holds_text_is_left_alone(google, calls):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.docs.write(doc.id, BUILTIN)
    before = google.docs.read(doc.id)
    calls()
    google.docs.write(doc.id, BUILTIN)
    assert calls() == ["docs.documents.get"]
    assert google.docs.read(doc.id) == before


@pytest.mark.parametrize("do", [{"connection": "close"}, {"connection": "reset"}, {"status": 500}], ids=str)
@pytest.mark.parametrize("phase", ["before", "after"])
def test_a_template_is_written_once_whatever_becomes_of_the_answer(google, box, do, phase):
    clean = google.drive.create(FileKind.DOC, name="x", marks={})
    google.docs.write(clean.id, BUILTIN)
    doc = google.drive.create(FileKind.DOC, name="y", marks={})
    with box.faults({"match": {"method": "docs.documents.batchUpdate"}, "phase": phase, "do": do}):
        google.docs.write(doc.id, BUILTIN)
    texts = [[block.text for block in google.docs.read(one.id).blocks] for one in (clean, doc)]
    assert texts[0] == texts[1]


def test_a_template_that_cannot_be_written_is_unclear(google, box):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    spec = {"match": {"method": "docs.documents.batchUpdate", "times": None}, "do": {"status": 503}}
    with box.faults(spec), pytest.raises(Unclear):
        google.docs.write(doc.id, BUILTIN)


def test_somebody_who_wrote_at_the_same_moment_is_not_written_over(google, box):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    edit = {"text": "Mine!", "user": STAFF, "fileId": doc.id}
    with box.faults({"match": {"method": "docs.documents.batchUpdate"}, "phase": "before", "do": {"edit": edit}}):
        google.docs.write(doc.id, BUILTIN)
    assert [block.text for block in google.docs.read(doc.id).blocks] == ["Mine!"]


def test_two_writers_leave_one_text(google):
    clean = google.drive.create(FileKind.DOC, name="x", marks={})
    google.docs.write(clean.id, BUILTIN)
    doc = google.drive.create(FileKind.DOC, name="y", marks={})
    threads = [threading.Thread(target=google.docs.write, args=(doc.id, BUILTIN)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = [[block.text for block in google.docs.read(one.id).blocks] for one in (clean, doc)]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("name", ["O'Brien", "שרה", "🌱 Ann", "{{cohort}}", "$1 \\1", "=1+1"])
def test_words_are_filled_in_as_they_are(google, name):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.docs.write(doc.id, BUILTIN)
    google.docs.fill(doc.id, {"{{preferred_name}}": name})
    text = "\n".join(block.text for block in google.docs.read(doc.id).blocks)
    assert name in text
    assert "{{preferred_name}}" not in text


def without_range(block):
    rows = tuple(tuple(tuple(map(without_range, cell)) for cell in row) for row in block.rows)
    return block._replace(place=block.place._replace(start=0, end=0), rows=rows)


def test_a_doc_without_indices_is_the_same_doc(google):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.docs.write(doc.id, BUILTIN)
    whole, bare = google.docs.read(doc.id).blocks, google.docs.read(doc.id, indices=False).blocks
    assert any(block.place.end for block in whole)
    assert bare == tuple(map(without_range, whole))


def test_a_doc_that_is_not_there(google):
    with pytest.raises(NotFound, match="The Doc was not found"):
        google.docs.read("1" * 44)


def test_a_sheet_is_no_doc(google):
    sheet = google.drive.create(FileKind.SHEET, name="x", marks={})
    with pytest.raises(GoogleError):
        google.docs.read(sheet.id)


def test_the_template_is_one_request_of_parts_in_order():
    requests = requests_for(BUILTIN)
    assert next(iter(requests[0])) == "insertText"
    assert all(len(request) == 1 for request in requests)
