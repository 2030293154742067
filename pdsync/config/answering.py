"""What people type when `pdsync init` asks, read and checked: a value, or a ValueError with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from pdsync.config.days import meant
from pdsync.config.example import Pause
from pdsync.goals.words import in_words, listed

if TYPE_CHECKING:
    from pdsync.config.questions import So

BETWEEN = re.compile(r"\s+(?:to|until|till|through|bis|-)\s+|\s*(?:–|—|\.\.+)\s*")
LONG_BREAK = 5
"""A break of so many days takes its weeks out of the count; a single free day does not."""
LONGEST = 370
"""Days that no module is longer than."""
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
    from pdsync.config.answering_files import students_in

    students, _ = students_in(so["roster"], so)
    known = KNOWN_FIELDS | frozenset(students[0].fields if students else ())
    for field in FIELD.findall(text):
        if re.sub(r"\W+", "_", field.casefold()).strip("_") not in known:
            raise ValueError(f"nothing is known for {{{{{field}}}}}; there are {', '.join(sorted(known))}")
    return " ".join(text.split())
