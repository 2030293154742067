"""What is wrong is said in a sentence with its place, the right exit code, and no traceback."""

import socket

import pytest


def said(folder, *words, code):
    result = folder.run(*words, code=code)
    assert result.stderr.strip()
    return result.stderr


def test_broken_yaml(folder):
    folder.write("pdsync.yaml", "cohort: [2611\ncalendar:\n")
    text = said(folder, "handout", code=2)
    assert "pdsync.yaml, line" in text


def test_an_unknown_key_is_answered_with_the_nearest(folder):
    folder.change("sharing:", "sharin:", name="pdsync.yaml")
    text = said(folder, "handout", code=2)
    assert "line 5" in text
    assert "sharing" in text


def test_three_faults_in_three_lines_are_said_at_once(folder):
    folder.write(
        "roster.csv",
        "key,name,email\ns1,Ann,ann@students.example\ns2,,bo@students.example\ns1,Cy,cy@students.example\ns4,Di,nonsense\n",
    )
    text = said(folder, "handout", code=2)
    assert [f"line {line}" in text for line in (3, 4, 5)] == [True] * 3


def test_an_empty_roster(folder):
    folder.write("roster.csv", "")
    assert "roster.csv" in said(folder, "handout", code=2)


def test_a_template_without_goals(folder):
    doc = folder.ask("POST", "/v1/documents", json={"title": "Minutes"})["documentId"]
    body = {"requests": [{"insertText": {"location": {"index": 1}, "text": "Minutes of the meeting\nWe met.\n"}}]}
    folder.ask("POST", f"/v1/documents/{doc}:batchUpdate", json=body)
    folder.change("roster: ", f"template: {doc}\nroster: ", name="pdsync.yaml")
    text = said(folder, "handout", code=2)
    assert "goal" in text
    assert not folder.docs()


def test_an_endpoint_that_does_not_answer(folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.change(folder.box.url, f"http://127.0.0.1:{port}", name="pdsync.yaml")
    text = said(folder, "handout", code=4)
    assert str(port) in text
    assert "Next:" in text


def test_a_sign_in_that_was_revoked(folder):
    folder.run("handout")
    folder.run("logout")
    assert "pdsync login" in said(folder, "sync", code=3)


def test_no_config_at_all(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from pdsync.cli import cli

    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["sync"])
    assert result.exit_code == 2
    assert "pdsync init" in result.stderr


@pytest.mark.parametrize("words", [("flags", "--fail-on", "overdu"), ("flags", "--today", "soon"), ("snyc",)])
def test_mistyped_options_are_answered_with_what_there_is(folder, words):
    assert said(folder, *words, code=2)
