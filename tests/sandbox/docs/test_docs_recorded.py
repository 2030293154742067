"""Recorded Docs come back equal, recorded changes come out equal."""

import json
from datetime import UTC, datetime
from itertools import count

import pytest

from pdsync.sandbox.docs import batch, codec
from pdsync.sandbox.docs.draft import Draft
from tools.recorded import HOME, Ids, differences, with_ids_of

GOOGLE = HOME / "google"
DOCS = sorted((GOOGLE / "docs").glob("*.json"))
CHANGES = sorted(each for each in (GOOGLE / "docs_mutations").glob("*") if each.is_dir())
OF_THE_FILE = ("documentId", "revisionId", "title", "suggestionsViewMode")


def content(document):
    return {name: value for name, value in document.items() if name not in OF_THE_FILE}


def written(doc, like):
    made = codec.write(doc)
    return {**doc.fields, **(made if "tabs" in like else codec.legacy(made["tabs"][0]["documentTab"]))}


@pytest.mark.skipif(not DOCS, reason=f"no recorded answers at {HOME} (set PDSYNC_SHARED)")
@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.stem)
def test_a_recorded_doc_comes_back_equal(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    assert list(differences(content(document), written(codec.read(document), document), Ids())) == []


@pytest.mark.skipif(not CHANGES, reason=f"no recorded answers at {HOME} (set PDSYNC_SHARED)")
@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.name)
def test_a_recorded_change_comes_out_equal(path):
    before, request, after = (
        json.loads((path / f"{name}.json").read_text(encoding="utf-8")) for name in ("before", "request", "after")
    )
    ids = count(1)
    draft = Draft(codec.read(before), lambda: f"new{next(ids)}", datetime(2026, 11, 24, tzinfo=UTC))
    batch.apply(draft, request if isinstance(request, list) else request["requests"])
    got = with_ids_of(written(draft.content, after), content(after), known=before)
    assert list(differences(content(after), got, Ids())) == []
