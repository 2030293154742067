"""The set of files that a closing saves: names that every system can have, nothing written over, an index."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from closing_class import KEYS, TYPED, Closing
from hypothesis import given
from hypothesis import strategies as st

from pdsync.errors import UsageError
from pdsync.goals.model import Student
from pdsync.sync.close.files import RESERVED, Form, Save, safe_name, stem_of
from tools.school import School, writes


@pytest.fixture
def room(school: School) -> Iterator[Closing]:
    yield Closing(school)


@pytest.fixture
def save(tmp_path: Path) -> Save:
    return Save(tmp_path / "closed")


def index(save: Save) -> dict[str, dict[str, str]]:
    with (save.folder / "2611" / "index.csv").open(encoding="utf-8-sig", newline="") as page:
        return {row["key"]: row for row in csv.DictReader(page)}


def files(save: Save) -> list[str]:
    return sorted(path.name for path in (save.folder / "2611").iterdir())


def test_every_student_has_a_file_and_the_index_tells_its_digest(room: Closing, save: Save):
    room.write_in_full("s00")
    done = room.close(save=save)
    assert done.whole
    assert files(save) == [
        "index.csv",
        "s00 Sam.txt",
        "s01 Zoë Núñez.txt",
        "s02 مريم حسن.txt",
        "s03 Alex Kim.txt",
        "s04 Alex Kim.txt",
        "s05 Q the quote Lee.txt",
    ]
    for row in done.rows:
        path = Path(row.saved)
        data = path.read_bytes()
        entry = index(save)[row.student.key]
        assert (path.name, sha256(data).hexdigest()) == (entry["file"], entry["sha256"])
        assert entry["sha256"] == room.records()[row.student.key]["Digest"]
        assert data.decode() == room.plain(row.student.key)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Talk to two alumni a week" in Path(done.rows[0].saved).read_text(encoding="utf-8")
    assert stat.S_IMODE((save.folder / "2611" / "index.csv").stat().st_mode) == 0o600


def test_a_second_run_saves_and_reads_nothing(room: Closing, save: Save):
    room.close(save=save)
    before = {path: path.stat().st_mtime_ns for path in (save.folder / "2611").iterdir()}
    with room.calls() as calls:
        done = room.close(save=save)
    assert calls == {"drive.files.list": 1, "sheets.spreadsheets.get": 1}
    assert {path: path.stat().st_mtime_ns for path in (save.folder / "2611").iterdir()} == before
    assert all(row.saved for row in done.rows)


def test_a_set_may_be_saved_after_the_closing_and_who_is_open_is_not_in_it(room: Closing, save: Save):
    room.close(spared=("s03",))
    with room.calls() as calls:
        room.close(spared=("s03",), save=save)
    assert not writes(calls)
    assert calls["docs.documents.get"] == 5
    assert set(index(save)) == set(KEYS) - {"s03"}


def test_a_file_that_is_there_already_stays_and_the_new_one_gets_a_number(room: Closing, save: Save):
    room.close(save=save)
    path = save.folder / "2611" / "s03 Alex Kim.txt"
    first = path.read_bytes()
    room.thaw("s03")
    assert room.can_write("s03")
    room.tomorrow()
    done = room.close(save=save)
    (saved,) = [Path(row.saved) for row in done.rows if row.student.key == "s03"]
    assert saved.name == "s03 Alex Kim (2).txt"
    assert path.read_bytes() == first
    assert b"Late! " in saved.read_bytes()
    assert index(save)["s03"]["file"] == "s03 Alex Kim (2).txt"


def test_a_file_of_somebody_elses_is_left(room: Closing, save: Save):
    folder = save.folder / "2611"
    folder.mkdir(parents=True)
    (folder / "s03 Alex Kim.txt").write_text("mine", encoding="utf-8")
    room.close(save=save)
    assert (folder / "s03 Alex Kim.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "s03 Alex Kim (2).txt").exists()


def test_a_file_that_was_deleted_or_changed_is_saved_again(room: Closing, save: Save):
    room.close(save=save)
    folder = save.folder / "2611"
    (folder / "s03 Alex Kim.txt").unlink()
    (folder / "s04 Alex Kim.txt").write_text("changed", encoding="utf-8")
    room.close(save=save)
    assert (folder / "s03 Alex Kim.txt").read_text(encoding="utf-8") == room.plain("s03")
    assert (folder / "s04 Alex Kim.txt").read_text(encoding="utf-8") == "changed"
    assert (folder / "s04 Alex Kim (2).txt").read_text(encoding="utf-8") == room.plain("s04")


def test_an_index_that_is_none_of_pdsyncs_stops_the_saving(room: Closing, save: Save):
    folder = save.folder / "2611"
    folder.mkdir(parents=True)
    (folder / "index.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="none of pdsync's"):
        room.close(save=save)
    assert files(save) == ["index.csv"]
    assert room.can_write("s00")


def test_a_run_that_died_leaves_no_half_file_behind_for_ever(room: Closing, save: Save):
    folder = save.folder / "2611"
    folder.mkdir(parents=True)
    (folder / ".pdsync-0123.tmp").write_text("half a", encoding="utf-8")
    room.close(save=save)
    assert not list(folder.glob(".pdsync-*"))


@pytest.mark.parametrize("nth", [1, 2, 5, 8])
def test_a_run_that_dies_while_it_saves_is_made_whole_without_second_files(
    room: Closing, save: Save, monkeypatch: pytest.MonkeyPatch, nth: int
):
    """Each file is two replacements: the index, then the file."""

    class Gone(BaseException):
        pass

    count, real = [0], Path.replace

    def dying(self: Path, target: Any) -> Any:
        count[0] += 1
        if count[0] == nth:
            raise Gone
        return real(self, target)

    monkeypatch.setattr(Path, "replace", dying)
    with pytest.raises(Gone):
        room.close(save=save)
    monkeypatch.undo()
    done = room.close(save=save)
    assert done.whole
    assert len(files(save)) == 7
    for key, row in index(save).items():
        assert sha256((save.folder / "2611" / row["file"]).read_bytes()).hexdigest() == row["sha256"], key


def test_a_folder_that_cannot_be_written_is_said_plainly(room: Closing, tmp_path: Path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot hold the files"):
        room.close(save=Save(tmp_path / "file"))
    assert room.can_write("s00")


def test_a_disk_that_is_full_is_told_of_and_the_docs_are_closed_all_the_same(
    room: Closing, save: Save, monkeypatch: pytest.MonkeyPatch
):
    def full(self: Path, target: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = room.close(save=save)
    monkeypatch.undo()
    assert len(done.problems) == 6
    assert "Sam (s00): closed, but not saved: " in " ".join(done.problems)
    assert "No space left on device" in done.problems[0]
    assert not done.whole
    assert not room.can_write("s00")
    assert files(save) == []
    assert room.close(save=save).whole
    assert len(files(save)) == 7


def test_the_index_runs_no_formula(room: Closing, save: Save):
    room.school.change("s03", name="=1+1", preferred_name="=1+1")
    room.close(save=save)
    text = (save.folder / "2611" / "index.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in text
    assert ",=1+1" not in text
    with room.calls() as calls:
        room.close(save=save)
    assert calls["docs.documents.get"] == 0


def test_what_staff_typed_since_is_saved_as_it_stands_and_told_of(room: Closing, save: Save):
    room.close()
    room.tomorrow()
    room.as_staff("s03", TYPED[0])
    done = room.close(save=save)
    (row,) = [row for row in done.rows if row.notes]
    assert row.notes == ("was changed after it was closed; the Closing tab tells what was closed",)
    assert Path(row.saved).read_text(encoding="utf-8") == room.plain("s03")


WINDOWS = set('<>:"/\\|?*')


@given(st.text(min_size=1, max_size=80), st.text(max_size=120))
def test_a_files_name_is_one_on_every_system(key: str, name: str):
    stem = stem_of(Student(key, name or "x", ""))
    assert stem
    assert not set(stem) & WINDOWS
    assert all(letter.isprintable() for letter in stem)
    assert stem == stem.strip(" .")
    assert stem.casefold().partition(".")[0] not in RESERVED
    assert len(stem.encode()) <= 255 * 2
    assert len(stem) <= 140


@given(st.text(min_size=1, max_size=90), st.text(min_size=1, max_size=90))
def test_two_keys_never_share_a_name(one: str, other: str):
    if one.casefold() != other.casefold():
        assert safe_name(one).casefold() != safe_name(other).casefold()


@pytest.mark.parametrize("key", ["con", "NUL", "lpt1", "a/b", "..", "-", "x" * 100, "CON.txt"])
def test_awkward_keys_have_a_name_of_their_own(key: str):
    name = safe_name(key)
    assert name != key
    assert name.partition(".")[0].casefold() not in RESERVED


def test_form_is_told_in_the_name():
    assert [*Form] == ["text", "pdf"]


def test_pdfs_are_googles_and_saved_once(room: Closing, tmp_path: Path):
    save = Save(tmp_path, Form.PDF)
    with room.calls() as calls:
        done = room.close(save=save)
    assert done.whole
    assert calls["drive.files.export"] == len(KEYS)
    for row in done.rows:
        path = Path(row.saved)
        assert path.suffix == ".pdf"
        assert path.read_bytes() == room.school.google.drive.export(room.doc(row.student.key), "application/pdf")
        assert index(save)[row.student.key]["sha256"] == sha256(path.read_bytes()).hexdigest()
    with room.calls() as calls:
        room.close(save=save)
    assert calls["drive.files.export"] == 0


def test_both_forms_lie_side_by_side(room: Closing, tmp_path: Path):
    room.close(save=Save(tmp_path))
    room.close(save=Save(tmp_path, Form.PDF))
    assert len(list((tmp_path / "2611").glob("*.txt"))) == len(list((tmp_path / "2611").glob("*.pdf"))) == 6
    with room.calls() as calls:
        room.close(save=Save(tmp_path))
    assert calls["docs.documents.get"] == 0


def test_a_doc_too_large_to_export_is_told_of_and_the_others_are_saved(room: Closing, tmp_path: Path):
    fault = {
        "match": {"method": "drive.files.export", "nth": 2},
        "phase": "before",
        "do": {"status": 403, "reason": "exportSizeLimitExceeded", "message": "This file is too large to be exported."},
    }
    with room.school.box.faults(fault):
        done = room.close(save=Save(tmp_path, Form.PDF))
    (problem,) = done.problems
    assert "closed, but not saved: The Doc is larger than the 10 MB that Google exports." in problem
    assert len(list((tmp_path / "2611").glob("*.pdf"))) == 5
    assert room.close(save=Save(tmp_path, Form.PDF)).whole


@pytest.mark.parametrize("do", [{"truncate": 100}, {"connection": "reset"}, {"status": 503}], ids=str)
def test_half_a_pdf_is_never_saved(room: Closing, tmp_path: Path, do: dict[str, Any]):
    phase = "during" if "truncate" in do else "before"
    with room.school.box.faults({"match": {"method": "drive.files.export", "nth": 2}, "phase": phase, "do": do}):
        assert room.close(save=Save(tmp_path, Form.PDF)).whole
    for path in (tmp_path / "2611").glob("*.pdf"):
        assert path.read_bytes().endswith(b"%%EOF\n")
