"""What people type when `pdsync init` asks, read and checked: a value, or a ValueError with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pdsync.config.days import meant
from pdsync.config.example import Pause
from pdsync.errors import ConfigError, EmptyRoster
from pdsync.goals.words import in_words, listed

if TYPE_CHECKING:
    from pdsync.config.questions import So
    from pdsync.goals.model import Student

BETWEEN = re.compile(r"\s+(?:to|until|till|through|bis|-)\s+|\s*(?:–|—|\.\.+)\s*")
LONG_BREAK = 5
"""A break of so many days takes its weeks out of the count; a single free day does not."""
LONGEST = 370
"""Days that no module is longer than."""
ADDRESS_OF_SHEET = re.compile(r"https?://|^[A-Za-z0-9_-]{30,}$")
FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
STUDENTS_FIELDS = frozenset({"key", "name", "preferred_name", "email", "mentor_email", "group"})
KNOWN_FIELDS = STUDENTS_FIELDS | {"cohort", "module", "module_start", "module_end"}
"""What every mail may hold in {{ }}."""


def name(text: str, so: So) -> str:
    """A name on one line."""
    if not text:
        raise ValueError("a name is needed, e.g. 2611")
    if len(text) > 120:
        raise ValueError("this is too long for a name; at most 120 characters")
    return " ".join(text.split())


def a_day(text: str, *, like: str = "") -> date:
    """The one day that a text means; one that can be two, and shows the order of neither, is asked about."""
    days = meant(text, like=like)
    if not days:
        raise ValueError(f"{text or 'nothing'} is no date; write it as year-month-day, e.g. 2026-11-23")
    if len(days) > 1:
        either = " or ".join(f"{day.isoformat()} ({day.day} {day:%B})" for day in days)
        raise ValueError(f"{text} can be two days; write {either}")
    return days[0]


def day(text: str, so: So) -> date:
    """A day."""
    return a_day(text)


def day_told(value: date, so: So) -> str:
    """The day in words, so that a slip is seen."""
    if value.weekday() >= 5:
        return f"That is {in_words(value)}, a weekend."
    return f"That is {in_words(value)}."


def weeks(text: str, so: So) -> int:
    """How many weeks."""
    if not re.fullmatch(r"\d{1,3}", text) or not 1 <= int(text) <= 60:
        raise ValueError(f"{text or 'nothing'} is no number of weeks; write e.g. 6 (at most 60)")
    return int(text)


def breaks(text: str, so: So) -> tuple[Pause, ...]:
    """Breaks with semicolons between them."""
    if text.casefold() in ("", "-", "no", "none"):
        return ()
    return tuple(_break(piece.strip(), so) for piece in re.split(r";|\n", text) if piece.strip())


def _break(piece: str, so: So) -> Pause:
    parts = [part for part in BETWEEN.split(piece) if part.strip()]
    if not 1 <= len(parts) <= 2:
        raise ValueError(f"“{piece}” is no break; write e.g. winter break 2026-12-21 to 2027-01-03")
    title, written = _named_day(parts[0])
    final = parts[1].strip() if len(parts) == 2 else ""
    first = a_day(written, like=final)
    last = a_day(final, like=written) if final else first
    if last < first:
        raise ValueError(f"the break ends ({in_words(last)}) before it begins ({in_words(first)})")
    if last < so["start"]:
        raise ValueError(f"the break is over ({in_words(last)}) before the module begins ({in_words(so['start'])})")
    return Pause(title or "break", first, last, skips=(last - first).days + 1 >= LONG_BREAK)


def _named_day(text: str) -> tuple[str, str]:
    """`winter break 2026-12-21` as its name and its day: the day is the longest end that is one."""
    words = text.split()
    for place in range(len(words)):
        if meant(" ".join(words[place:])):
            return " ".join(words[:place]).strip(" :,"), " ".join(words[place:])
    return "", text


def breaks_told(value: tuple[Pause, ...], so: So) -> str:
    """How the breaks were understood."""
    return " ".join(_told(one) for one in value)


def _told(one: Pause) -> str:
    days = in_words(one.start) if one.start == one.end else f"{in_words(one.start)} to {in_words(one.end)}"
    return f"{one.name}: {days}{', its weeks have no number' if one.skips else ''}."


def end(text: str, so: So) -> date:
    """The module's last day."""
    found, start = a_day(text), so["start"]
    if found < start:
        raise ValueError(f"{in_words(found)} is before the first day, {in_words(start)}")
    if (found - start).days > LONGEST:
        raise ValueError(f"that is {(found - start).days} days after the first day; look at the year")
    return found


def end_told(value: date, so: So) -> str:
    """The day in words, and if the numbered weeks do not fit between the days."""
    from pdsync.goals.calendar import Break, Calendar, Module

    pauses = tuple(Break(one.name, one.start, one.end, (), one.skips) for one in so["breaks"])
    there = Calendar(Module(so["start"], value), breaks=pauses).weeks_in()
    said = f"That is {in_words(value)}."
    if there != so["weeks"]:
        said += f" From the first day to the last there are {there} weeks with a number, not {so['weeks']}."
    return said


def zone(text: str, so: So) -> str:
    """A time zone's name."""
    from pdsync.config.zones import wrong

    if sentence := wrong(text):
        raise ValueError(sentence)
    return text


def addresses(text: str, so: So) -> tuple[str, ...]:
    """E-mail addresses with commas, semicolons or blanks between them, each once."""
    found = [address(one, so) for one in re.split(r"[,;\s]+", "" if text == "-" else text) if one]
    return tuple({one.casefold(): one for one in found}.values())


def address(text: str, so: So) -> str:
    """An e-mail address."""
    from pdsync.config.schema import email

    return email(text.strip().removeprefix("mailto:").strip("<>"))


def yes(text: str, so: So) -> bool:
    """Yes or no."""
    word = text.strip().casefold()
    if word in ("y", "yes", "true", "on", "j", "ja"):
        return True
    if word in ("n", "no", "false", "off", "nein"):
        return False
    raise ValueError(f"{text or 'nothing'} is neither yes nor no; write yes or no")


def choice(*words: str) -> Callable[[str, So], str]:
    """One of some words, or its number, or its beginning."""

    def chosen(text: str, so: So) -> str:
        plain = text.strip().casefold().replace(" ", "-").replace("_", "-")
        near = [
            word for number, word in enumerate(words, 1) if plain and (word.startswith(plain) or plain == str(number))
        ]
        if len(near) != 1:
            raise ValueError(f"{text or 'nothing'} is none of these; write {listed(words, 'or')}")
        return near[0]

    return chosen


def message(text: str, so: So) -> str:
    """What the mail says; a {{field}} that nothing fills is a fault."""
    if text == "-":
        return ""
    students, _ = students_in(so["roster"], so)
    known = KNOWN_FIELDS | frozenset(students[0].fields if students else ())
    for field in FIELD.findall(text):
        if re.sub(r"\W+", "_", field.casefold()).strip("_") not in known:
            raise ValueError(f"nothing is known for {{{{{field}}}}}; there are {', '.join(sorted(known))}")
    return " ".join(text.split())


# ---- files


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
    return (
        f"There is no {text} yet; docs/google.md says how to get it." if text and not _file(text, so).exists() else ""
    )


def shared_drive(text: str, so: So) -> str:
    """A shared drive's address."""
    from pdsync.config.schema import file_id

    if not text:
        raise ValueError("a service account owns no storage, so it needs a shared drive; copy its address")
    file_id(text, what="a shared drive")
    return text
