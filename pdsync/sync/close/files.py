"""A set of files beside the Docs: one a student, and an index that tells each by its digest.

Text is written from the very reading that the Closing tab is written from: one call, one version of the Doc. Google's
own export to text may bring mentors' comments along, and does not tell what was struck through. PDFs are Google's.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pdsync.errors import GoogleError, PdsyncError, UsageError
from pdsync.goals.plain import text_of
from pdsync.private import DRAFTS, put
from pdsync.sync.closed import closed
from pdsync.sync.side_by_side import side_by_side

if TYPE_CHECKING:
    from pdsync.goals.model import Student
    from pdsync.sync.close.register import Register
    from pdsync.sync.ports import File, Progress

INDEX = "index.csv"
HEADINGS = ("key", "student", "file", "form", "sha256", "closed", "changed", "doc")
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))})
"""What no file may be called on Windows, whatever comes behind the full stop."""
LONGEST = 60
UNSAVED = "closed, but not saved: {}"
NO_PDF = "what Google sent is no PDF"


class Form(StrEnum):
    """What the files are."""

    TEXT = "text"
    PDF = "pdf"


SUFFIXES = {Form.TEXT: ".txt", Form.PDF: ".pdf"}


@dataclass(frozen=True, slots=True)
class Save:
    """Where a set of files is wanted, and what they are to be. The cohort's lie in a folder of their own in it."""

    folder: Path
    form: Form = Form.TEXT


def save_set(register: Register, shelf: Shelf, progress: Progress) -> tuple[Mapping[str, str], list[str]]:
    """Save every closed Doc that is not saved yet; by student key the file, and what went wrong.

    No file is ever written over: one that is there already with other words in it stays, and the new one gets a number.
    """
    wanted = [
        (work.visit.student, file)
        for work in register.works
        if (file := register.closed_doc(work)) and not _unread(register, work.visit.student)
    ]
    todo = [(student, file) for student, file in wanted if not shelf.holds(student, file)]

    def fetched(one: tuple[Student, File]) -> tuple[Student, File, bytes | PdsyncError]:
        student, file = one
        try:
            return student, file, _bytes(register, file, shelf.form)
        except GoogleError as error:
            return student, file, error

    problems = []
    for number, (student, file, data) in enumerate(
        side_by_side(fetched, todo, workers=register.google.workers), start=1
    ):
        try:
            if isinstance(data, PdsyncError):
                raise data
            shelf.put(student, file, data)
        except PdsyncError as error:
            problems.append(f"{student.called} ({student.key}): {UNSAVED.format(error)}")
        progress(number, len(todo), "")
    return {student.key: shelf.path_of(student) for student, _ in wanted}, problems


def _unread(register: Register, student: Student) -> bool:
    shot = register.shots.get(student.key)
    return shot is not None and bool(shot.failed)


def _bytes(register: Register, file: File, form: Form) -> bytes:
    if form is Form.TEXT:
        return text_of(register.keeper.read(file.id).blocks).encode(errors="replace")
    data = register.google.drive.export(file.id, "application/pdf")
    if not data.startswith(b"%PDF"):
        raise GoogleError(NO_PDF)
    return data


@dataclass(slots=True)
class Shelf:
    """A folder with a set of files; `rows`: its index by key and form."""

    folder: Path
    form: Form
    rows: dict[tuple[str, str], dict[str, str]]

    @classmethod
    def opened(cls, save: Save, cohort: str) -> Shelf:
        """A cohort's shelf as it stands; the folder is made if it is not there. UsageError if it cannot be one."""
        folder = save.folder / safe_name(cohort)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for draft in folder.glob(DRAFTS):
                draft.unlink(missing_ok=True)  # a run that died left it
            text = (folder / INDEX).read_text(encoding="utf-8-sig") if (folder / INDEX).exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{folder} cannot hold the files: {getattr(error, 'strerror', '') or 'its index makes no sense'}.",
                hint="name another folder with --save",
            ) from None
        reader = csv.DictReader(io.StringIO(text, newline=""))
        if text and tuple(reader.fieldnames or ()) != HEADINGS:
            raise UsageError(
                f"{folder / INDEX} is there already and none of pdsync's, so nothing was saved.",
                hint="name another folder with --save",
            )
        rows = [{name: _read_back(cell or "") for name, cell in row.items() if name} for row in reader]
        return cls(folder, save.form, {(row["key"], row["form"]): row for row in rows})

    def holds(self, student: Student, file: File) -> bool:
        """Whether the Doc, as it was closed, is saved already."""
        row = self.rows.get((student.key, self.form))
        if row is None or (row["doc"], row["closed"]) != (file.id, _since(file)):
            return False
        return _digest(self.folder / row["file"]) == row["sha256"]

    def path_of(self, student: Student) -> str:
        """The student's file, "" if there is none."""
        row = self.rows.get((student.key, self.form))
        return str(self.folder / row["file"]) if row else ""

    def put(self, student: Student, file: File, data: bytes) -> None:
        """Save a file: first it is entered in the index, so that a run that dies between makes no second one."""
        mark = sha256(data).hexdigest()
        name = self._free(student, mark)
        self.rows[student.key, self.form] = {
            "key": student.key,
            "student": student.called,
            "file": name,
            "form": self.form.value,
            "sha256": mark,
            "closed": _since(file),
            "changed": file.modified.isoformat(timespec="seconds"),
            "doc": file.id,
        }
        self._write(self.folder / INDEX, self._index())
        if _digest(self.folder / name) != mark:
            self._write(self.folder / name, data)

    def _free(self, student: Student, mark: str) -> str:
        """A name that nothing has, or that has these very words in it."""
        stem, suffix = stem_of(student), SUFFIXES[self.form]
        others = {row["file"].casefold() for key, row in self.rows.items() if key != (student.key, self.form)}
        for number in range(1, 10_000):
            name = f"{stem}{suffix}" if number == 1 else f"{stem} ({number}){suffix}"
            path = self.folder / name
            if name.casefold() not in others and (not path.exists() or _digest(path) == mark):
                return name
        raise UsageError(f"{self.folder} is full of files called {stem}.", hint="name another folder with --save")

    def _index(self) -> bytes:
        page = io.StringIO(newline="")
        writer = csv.DictWriter(page, HEADINGS)
        writer.writeheader()
        for _, row in sorted(self.rows.items()):
            writer.writerow({name: _unformula(cell) for name, cell in row.items()})
        return page.getvalue().encode("utf-8-sig")

    def _write(self, path: Path, data: bytes) -> None:
        """All of a file or nothing, readable by its owner alone."""
        try:
            put(path, data)
        except OSError as error:
            raise UsageError(
                f"{path} could not be written: {error.strerror}.", hint="the same command again, with another --save"
            ) from None


def stem_of(student: Student) -> str:
    """What a student's file is called: the key and the name to use, as far as every system can write them.

    >>> from pdsync.goals.model import Student
    >>> stem_of(Student("s1", "Samantha O'Brien", "", preferred_name="Sam: 🌱"))
    's1 Sam'
    """
    key = safe_name(student.key)
    return " ".join(filter(None, (key, safe(student.called)))).rstrip(". ")


def safe_name(key: str) -> str:
    """A key as part of a file's name: another one for every key, whatever its letters and their case.

    >>> [safe_name("s1"), safe_name("a/b")]
    ['s1', 'a b~c14cddc0']
    """
    plain = safe(key)
    taken = plain.casefold().partition(".")[0].strip() in RESERVED
    if plain == key and not taken:
        return plain
    return f"{'_' if taken else ''}{plain}~{sha256(key.encode()).hexdigest()[:8]}"


def safe(text: str) -> str:
    """A text without what some system cannot have in a file's name: letters, digits and a few signs are left."""
    letters = (letter if _fine(letter) else " " for letter in unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", "".join(letters)).strip(" .-")[:LONGEST].rstrip(" .-")


def _fine(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN" or letter in "-_.'"


def _since(file: File) -> str:
    one = closed(file)
    return one.since.isoformat() if one else ""


def _digest(path: Path) -> str:
    """A file's digest, "" if there is none."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _unformula(text: str) -> str:
    """Text that a spreadsheet will not run."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r'") else text


def _read_back(text: str) -> str:
    return text.removeprefix("'")
