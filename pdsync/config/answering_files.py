"""What people type when `pdsync init` asks for a file or an address of Google's, read and checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pdsync.errors import ConfigError, EmptyRoster

if TYPE_CHECKING:
    from pdsync.config.questions import So
    from pdsync.goals.model import Student

ADDRESS_OF_SHEET = re.compile(r"https?://|^[A-Za-z0-9_-]{30,}$")


def _file(text: str, so: So) -> Path:
    return so.folder / Path(text).expanduser()


def roster(text: str, so: So) -> str:
    """A CSV file's name, or a Sheet's address."""
    from pdsync.config.schema import file_id

    if not text:
        raise ValueError("a file's name is needed, e.g. roster.csv, or the address of a Google Sheet")
    if ADDRESS_OF_SHEET.search(text):
        if "/document/" in text or "/folders/" in text:
            raise ValueError(
                "that is the address of a Doc or a folder; copy the address of the Sheet with the students"
            )
        file_id(text, what="a Google Sheet")
        return text
    path = _file(text, so)
    if path.is_dir():
        raise ValueError(f"{text} is a folder; write the name of a CSV file in it, e.g. {text.rstrip('/')}/roster.csv")
    if path.suffix.casefold() in (".xlsx", ".xls", ".ods", ".numbers", ".pdf", ".docx"):
        raise ValueError(f"{text} is no CSV file; save the list as CSV (in Excel: Save as, CSV UTF-8) and name that")
    if not path.parent.is_dir():
        raise ValueError(f"there is no folder {path.parent}")
    if not path.exists() and not path.suffix:
        raise ValueError(f"there is no file {text}; write the name of a CSV file, e.g. roster.csv")
    _, fault = students_in(text, so)
    if "Excel workbook" in fault:
        raise ValueError(fault)
    return text


def template(text: str, so: So) -> str:
    """`builtin`, or a Doc's address."""
    from pdsync.config.schema import file_id

    if text.casefold() in ("builtin", "built-in"):
        return "builtin"
    if "/spreadsheets/" in text or "/folders/" in text:
        raise ValueError("that is the address of a Sheet or a folder; copy the address of the Doc")
    try:
        file_id(text, what="a Google Doc")
    except ValueError as error:
        raise ValueError(f"{error}, or write builtin") from None
    return text


def template_told(text: str, so: So) -> str:
    """What a template of the school's own takes."""
    if text == "builtin":
        return ""
    return "To copy it, pdsync will ask to see the files in your Drive; pdsync doctor says what it reads in that Doc."


def is_missing(text: str, so: So) -> bool:
    """Whether the roster is a file that does not exist."""
    return not ADDRESS_OF_SHEET.search(text) and not _file(text, so).exists()


def roster_told(text: str, so: So) -> str:
    """How many students are in it, or what of it needs mending."""
    students, fault = students_in(text, so)
    if fault:
        return f"It needs mending, now or later: {fault}"
    if students:
        return f"{len(students)} {'student' if len(students) == 1 else 'students'}."
    return ""


def students_in(text: str, so: So) -> tuple[tuple[Student, ...], str]:
    """The students of a roster file that is there, and its first fault."""
    from pdsync.roster import read_file

    if ADDRESS_OF_SHEET.search(text) or is_missing(text, so):
        return (), ""
    try:
        return read_file(_file(text, so)), ""
    except EmptyRoster:
        return (), "there is no student in it yet"
    except ConfigError as error:
        more = len(error.complaints) - 1
        return (), f"{error.complaints[0]}{f' (and {more} more)' if more else ''}"


def client_secret(text: str, so: So) -> str:
    """The name of the app's file; one that is there has to be one."""
    if text == "-" or not text:
        if so.served:
            return ""
        raise ValueError("a file's name is needed; it may be downloaded later, e.g. client_secret.json")
    if fault := so.fault("client_secret", _file(text, so)):
        raise ValueError(f"{text} {fault}")
    return text


def key_file(text: str, so: So) -> str:
    """The name of the key file; one that is there has to be one."""
    if not text:
        raise ValueError("a file's name is needed; it may be downloaded later, e.g. service-account.json")
    if fault := so.fault("key_file", _file(text, so)):
        raise ValueError(f"{text} {fault}")
    return text


def file_told(text: str, so: So) -> str:
    """That the file is still to come."""
    missing = text and not _file(text, so).exists()
    return f"There is no {text} yet; how to get it: pdsync help page google" if missing else ""


def shared_drive(text: str, so: So) -> str:
    """A shared drive's address."""
    from pdsync.config.schema import file_id

    if not text:
        raise ValueError("a service account owns no storage, so it needs a shared drive; copy its address")
    file_id(text, what="a shared drive")
    return text
