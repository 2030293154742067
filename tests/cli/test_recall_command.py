"""`pdsync recall` and `pdsync preview` as they are typed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pdsync.cli import cli


def typed(folder, key: str) -> None:
    import requests

    headers = {"Authorization": f"Bearer {folder.box.token(EMAILS[key])}"}
    edit = {"requests": [{"insertText": {"location": {"index": 1}, "text": "x"}}]}
    url = f"{folder.box.url}/v1/documents/{folder.docs()[key]['id']}:batchUpdate"
    requests.post(url, json=edit, headers=headers, timeout=30).raise_for_status()


EMAILS = {
    "s1": "siobhan@students.example",
    "s2": "zoe@students.example",
    "s3": "nour@students.example",
    "s4": "jordan@students.example",
}


def test_everybodys_docs_are_taken_back_and_handed_out_anew(folder):
    folder.run("handout")
    before = {key: doc["id"] for key, doc in folder.docs().items()}
    rows = folder.json("recall", "--all", "--yes")
    assert all(row["taken"] for row in rows)
    assert not folder.docs()
    assert "There is nothing to take back." in folder.run("recall", "--all").stdout
    folder.run("handout")
    assert len(folder.docs()) == 5
    assert not set(before.values()) & {doc["id"] for doc in folder.docs().values()}


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_a_dry_run_writes_nothing_and_shows_what_would_be_done(folder, form):
    folder.run("handout")
    typed(folder, "s2")
    assert not folder.writes("recall", "--all", "--dry-run", "--format", form)
    text = folder.run("recall", "--all", "--dry-run", "--format", form).stdout
    assert "has been written in (not by this account alone), so it stays as it is" in text


def test_one_that_was_written_in_is_exit_code_1_and_the_others_are_taken_back(folder):
    folder.run("handout")
    typed(folder, "s2")
    rows = folder.json("recall", "--all", "--yes", code=1)
    assert [row["taken"] for row in rows] == [True, False, True, True, True]
    assert rows[1]["problems"][0].startswith(
        f"has been written in (not by this account alone), so it stays as it is: {folder.box.url}/document/d/"
    )
    assert set(folder.docs()) == {"s2"}
    assert folder.readers("s2") == {EMAILS["s2"], "careers@school.example"}
    assert not folder.writes("recall", "s2", "--yes", code=1)


def test_when_most_have_begun_it_is_exit_code_5(folder):
    folder.run("handout")
    for key in ("s1", "s2", "s3"):
        typed(folder, key)
    assert not folder.writes("recall", "--all", "--yes", code=5)
    assert "In 3 of 5 Docs somebody has begun" in folder.run("recall", "--all", "--yes", code=5).stderr


@pytest.mark.parametrize(("answer", "code", "left"), [("y\n", 0, 4), ("n\n", 5, 5), ("", 5, 5)])
def test_it_asks_first(folder, answer, code, left):
    folder.run("handout")
    words = ["recall", "s1", "-c", str(folder.path / "pdsync.yaml")]
    result = CliRunner().invoke(cli, words, input=answer)
    assert result.exit_code == code
    assert "Take them back?" in result.stderr
    assert len(folder.docs()) == left


@pytest.mark.parametrize("words", [(), ("s1", "--all")])
def test_nobody_is_meant_unless_it_is_said_who(folder, words):
    assert "Say whose Docs" in folder.run("recall", *words, code=2).stderr


def test_an_unknown_key_is_exit_code_2(folder):
    folder.run("handout")
    assert "Did you mean s1" in folder.run("recall", "s11", code=2).stderr


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_preview_writes_nothing_before_and_after(folder, form):
    assert not folder.writes("preview", "--format", form)
    folder.run("handout")
    assert not folder.writes("preview", "s2", "--format", form)
    assert "Zoë 🌻 – SMART goals – 2611" in folder.run("preview", "s2", "--format", form).stdout


def test_a_preview_warns_of_fields_that_nothing_fills(folder):
    folder.write("pdsync.yaml", (folder.path / "pdsync.yaml").read_text() + 'doc_title: "{{nickname}}"\n')
    result = folder.run("preview", "s1")
    assert "LOOK: doc_title in the config: no column of the roster fills {{nickname}}" in result.stdout
    assert folder.json("preview", "s1")["warnings"]


def test_the_sheet_goes_along_with_a_recall_and_a_new_handout(folder):
    folder.run("handout")
    folder.run("sync")
    folder.run("recall", "--all", "--yes")
    assert "Docs cannot be read any more" in folder.run("sync", code=5).stderr
    folder.run("handout")
    folder.run("sync")
    assert folder.json("sync")["cells"] == 0
