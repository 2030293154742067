"""The roster: rows of a CSV file or a Google Sheet read into students, with every fault and its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pdsync.errors import Complaint, ConfigError, EmptyRoster
from pdsync.goals.cohort import KEY_BYTES
from pdsync.goals.model import Standing, Student

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "key": ("id", "student id", "student key", "student number", "studentid", "sis id"),
        "name": ("student", "student name", "full name", "display name"),
        "preferred_name": ("preferred", "preferred first name", "goes by", "nickname", "called", "known as"),
        "email": ("e-mail", "mail", "email address", "e-mail address", "student email", "google account", "gmail"),
        "mentor_email": ("mentor", "mentor e-mail", "mentor mail", "mentor email address"),
        "group": ("homeroom", "team", "squad", "section"),
        "status": ("standing", "enrollment status", "enrolment status"),
        "template": ("template id", "template doc", "doc template"),
    }
)
"""pdsync's columns and other headings for them, in small letters. Any other column becomes a {{field}}."""

STANDINGS: Mapping[str, Standing] = MappingProxyType(
    {
        **dict.fromkeys(
            ("", "active", "enrolled", "current", "present", "returned", "repeating", "repeat"), Standing.ACTIVE
        ),
        **dict.fromkeys(("excused", "on leave", "leave"), Standing.EXCUSED),
        **dict.fromkeys(("deferred", "paused", "on hold"), Standing.DEFERRED),
        **dict.fromkeys(("withdrawn", "withdrew", "left", "dropped", "inactive"), Standing.WITHDRAWN),
    }
)
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
MAILTO = re.compile(r"(?:mailto:|.*<)\s*([^<>\s]+@[^<>\s]+?)\s*>?", re.IGNORECASE)
REMARK = "# "
"""How a line begins that is a remark to whoever reads the file, and no student."""
INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
Row = tuple[int, Sequence[str]]


def read_file(path: Path) -> tuple[Student, ...]:
    """The students of a CSV file; ConfigError when it cannot be read or has faults."""
    name = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise _refusal(name, "there is no such file; make it, or mend `roster:` in the config") from None
    except (IsADirectoryError, PermissionError):
        raise _refusal(name, "this is a folder or may not be read; `roster:` must name a CSV file") from None
    return read_roster(data, source=name)


def read_roster(data: str | bytes, *, source: str) -> tuple[Student, ...]:
    r"""The students of a CSV text as Excel and Google write it: any of its encodings, separators and line ends.

    >>> read_roster("key,name,email\n7,Sam O'Brien,sam@school.example", source="roster.csv")[0].name
    "Sam O'Brien"
    """
    text = data.lstrip("\ufeff") if isinstance(data, str) else decoded(data, source=source)
    if not text.strip():
        words = "this file is empty; it needs a heading line (key,name,email) and a line a student"
        raise EmptyRoster((Complaint(source, None, "", words),))
    separator, text = _separated(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    start = 1
    try:
        for row in reader:
            rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise _refusal(source, f"this line cannot be read: {error}", line=reader.line_num) from None
    return rows_to_students(rows, source=source)


def decoded(data: bytes, *, source: str) -> str:
    """The text of a file that Excel, Google or an editor wrote."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refusal(source, "this is an Excel workbook; save it as CSV (File, Save as, CSV UTF-8)")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:200]:
        return data.decode("utf-16-le" if data[1:2] == b"\x00" else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


SEP_LINE = re.compile(r'\A"?sep=(.)"?(?=[\r\n])', re.IGNORECASE)


def _separated(text: str) -> tuple[str, str]:
    """The character that divides cells, and the text without Excel's `sep=` line, which may name it.

    Without that line it is the commonest candidate outside quotes in the first line that is not blank.
    """
    if named := SEP_LINE.match(text):
        return named[1], text[named.end() :]
    heading = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", heading)
    return max(",;\t|", key=bare.count), text


def rows_to_students(rows: Iterable[Row | Sequence[str]], *, source: str) -> tuple[Student, ...]:
    """The students of a table whose first filled row is the heading; rows may come with their line numbers.

    A row that begins with a hash and a blank is a remark.

    Raises ConfigError with every fault. A roster without students is a fault too.
    """
    numbered = [(line, [_clean(cell) for cell in cells]) for line, cells in _numbered(rows)]
    filled = [(line, cells) for line, cells in numbered if any(cells) and not cells[0].startswith(REMARK)]
    if not filled:
        words = "this roster is empty; it needs a heading line (key,name,email) and a line a student"
        raise EmptyRoster((Complaint(source, None, "", words),))
    line, heading = filled[0]
    columns = _columns(heading, source, line)
    reading = _Reading(source, columns, len(heading))
    students = tuple(reading.student(line, cells) for line, cells in filled[1:])
    faults = [*reading.faults, *_twice(students, source)]
    if not students and not faults:
        raise EmptyRoster((Complaint(source, line, "", "there is a heading, but no student below it"),))
    if faults:
        raise ConfigError(tuple(sorted(faults, key=lambda fault: fault.line or 0)))
    return students


def _numbered(rows: Iterable[Row | Sequence[str]]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        if len(row) == 2 and isinstance(row[0], int):
            yield row[0], row[1]
        else:
            yield number, row  # type: ignore[misc]


def _clean(cell: object) -> str:
    return " ".join(INVISIBLE.sub("", str(cell)).replace("\u00a0", " ").split())


def _plain(heading: str) -> str:
    return re.sub(r"[\s_.-]+", " ", heading).strip().casefold()


SYNONYMS = {_plain(word): column for column, words in COLUMNS.items() for word in (column, *words)}


def _columns(heading: Sequence[str], source: str, line: int) -> dict[str, int]:
    """Where each of pdsync's columns and each {{field}} stands; ConfigError when a needed one is missing or twice."""
    found: dict[str, int] = {}
    faults: list[Complaint] = []
    exact = {_plain(column) for column in COLUMNS}
    taken = {SYNONYMS[_plain(word)] for word in heading if _plain(word) in exact}
    for place, word in enumerate(heading):
        plain = _plain(word)
        column = SYNONYMS.get(plain, "")
        if column in taken and plain not in exact:
            column = ""  # "key" stands here itself, so "student id" is a field of the school's own
        name = column or re.sub(r"\W+", "_", plain).strip("_")
        if name in found:
            faults.append(Complaint(source, line, name, f"two columns are called {name}; keep one"))
        elif name:
            found[name] = place
    for column, advice in NEEDED.items():
        if column not in found:
            faults.append(Complaint(source, line, column, advice))
    if faults:
        raise ConfigError(tuple(faults))
    return found


NEEDED = {
    "key": "there is no column `key`; add one with something that never changes for a student (a student number, or a "
    "short name of your own), because names and e-mail addresses do change",
    "name": "there is no column `name`",
    "email": "there is no column `email`; it holds the Google account that a Doc is shared with",
}


class _Reading:
    """Rows being read into students; faults are gathered, not raised, so that all come at once."""

    def __init__(self, source: str, columns: Mapping[str, int], width: int) -> None:
        self.source, self.columns, self.width = source, columns, width
        self.faults: list[Complaint] = []

    def student(self, line: int, cells: Sequence[str]) -> Student:
        """The student of one row, as far as it can be read."""
        if any(cells[self.width :]):
            self._fault(line, "", f"this line has more cells than the heading's {self.width}; put a comma in quotes")
        values = {name: cells[place] if place < len(cells) else "" for name, place in self.columns.items()}
        key = values["key"]
        if fault := _key_fault(key):
            self._fault(line, "key", fault)
        if not values["name"]:
            self._fault(line, "name", "the name is missing")
        status = values.get("status", "")
        if status.casefold() not in STANDINGS:
            self._fault(line, "status", f"“{status}” is not known; write active, excused, deferred or withdrawn")
        return Student(
            key=key,
            name=values["name"],
            preferred_name=values.get("preferred_name", ""),
            email=self._email(line, "email", values["email"], needed=True),
            mentor_email=self._email(line, "mentor_email", values.get("mentor_email", ""), needed=False),
            group=values.get("group", ""),
            standing=STANDINGS.get(status.casefold(), Standing.ACTIVE),
            template=values.get("template", ""),
            fields=MappingProxyType({name: text for name, text in values.items() if name not in COLUMNS}),
            line=line,
        )

    def _email(self, line: int, column: str, text: str, *, needed: bool) -> str:
        if found := MAILTO.fullmatch(text):
            text = found[1]
        if not text:
            if needed:
                self._fault(line, column, "the e-mail address is missing; a Doc is shared with it")
        elif not EMAIL.fullmatch(text):
            self._fault(line, column, f"“{text}” is no e-mail address; write e.g. sam@school.example")
        return text

    def _fault(self, line: int, column: str, message: str) -> None:
        self.faults.append(Complaint(self.source, line, column, message))


def _key_fault(key: str) -> str:
    if not key:
        return "the key is missing; give the student one that never changes"
    if len(key.encode()) > KEY_BYTES:
        return f"this key is too long; at most {KEY_BYTES} bytes (about as many letters)"
    if re.search(r"[\x00-\x1f\x7f]", key):
        return "this key holds a character that cannot be seen; type it anew"
    return ""


UNIQUE: tuple[tuple[str, Callable[[Student], str]], ...] = (
    ("key", lambda student: student.key.casefold()),
    ("email", lambda student: student.email.casefold()),
)


def _twice(students: Sequence[Student], source: str) -> Iterator[Complaint]:
    for column, value in UNIQUE:
        first: dict[str, int] = {}
        for student in students:
            if not (text := value(student)):
                continue
            if text in first:
                shown = student.key if column == "key" else student.email
                message = f"{shown} stands on line {first[text]} already; every student needs their own"
                yield Complaint(source, student.line, column, message)
            else:
                first[text] = student.line


def _refusal(source: str, message: str, *, line: int | None = None) -> ConfigError:
    return ConfigError((Complaint(source, line, "", message),))
