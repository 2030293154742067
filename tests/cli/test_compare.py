"""The sandbox asked about itself: every probe runs, agrees, and leaves nothing behind."""

from pdsync.clients.probes import PROBES


def test_every_question_is_answered_alike_and_no_scratch_file_is_left(folder):
    rows = folder.json("doctor", "--compare")
    assert [row["question"] for row in rows] == [probe.question for probe in PROBES]
    assert {row["same"] for row in rows} == {"same"}
    assert not [row for row in rows if "no answer" in row["google"]]
    assert folder.ask("GET", "/drive/v3/files")["files"] == []


def test_a_difference_is_said():
    from pdsync.cli.compare import COLUMNS, Compared

    row = Compared("Which?", "that row", "this", "that")
    assert COLUMNS[0].value(row) == "differs"
