"""What `pdsync init` asks, as a table: the question, its default, how its answer is read and what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pdsync.config import answering as read
from pdsync.config import answering_files as files
from pdsync.config.example import Answers, Pause
from pdsync.config.zones import month_first

BROWSER, SHARED, DELEGATED = "browser", "service-account", "delegation"
MONTH, DAY = "month", "day"
WEEKS = 6
MESSAGE = (
    "Hello {{preferred_name}}, this is your goal Doc. Please write your goals in it; your instructors and career staff "
    "read along."
)


@dataclass(frozen=True, slots=True)
class So:
    """What is known so far.

    `folder`: where the config will lie; `zone`: this machine's, "" if it cannot be told; `fault`: what is wrong with a
    file that is to be a `client_secret` or a `key_file`, as the end of a sentence.
    """

    folder: Path
    today: date
    zone: str
    known: Mapping[str, Any]
    fault: Callable[[str, Path], str]

    def __getitem__(self, name: str) -> Any:
        return self.known[name]

    @property
    def served(self) -> bool:
        """Whether a sandbox stands in for Google."""
        return bool(self.known.get("endpoint"))


def _yes(so: So) -> bool:
    return True


def _nothing(value: Any, so: So) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `read` raises ValueError with a sentence; `remark` is what there is to say of a good answer.

    `several`: its option may be given several times, and its answers are joined by that; `when`: whether it is asked;
    `before`: lines that explain it; `hidden`: the default is too long to be shown in the question.
    """

    name: str
    words: str
    default: Callable[[So], str]
    read: Callable[[str, So], Any]
    remark: Callable[[Any, So], str] = _nothing
    when: Callable[[So], bool] = _yes
    several: str = ""
    hint: str = ""
    before: tuple[str, ...] = ()
    hidden: bool = False


def _always(text: str) -> Callable[[So], str]:
    return lambda so: text


def _monday(so: So) -> date:
    return so.today + timedelta(days=(-so.today.weekday()) % 7)


def _end(so: So) -> str:
    """The Friday of the last numbered week, as the calendar counts with these breaks."""
    start: date = so["start"]
    day, left = start - timedelta(days=start.weekday()), so["weeks"]
    while True:
        if not any(one.skips and one.start <= day + timedelta(days=2) <= one.end for one in so["breaks"]):
            left -= 1
        if not left:
            return (day + timedelta(days=4)).isoformat()
        day += timedelta(days=7)


def _beside(name: str) -> Callable[[So], str]:
    """A file's name as the default; with a sandbox only if it is there, because nobody needs it."""
    return lambda so: name if not so.served or (so.folder / name).exists() else ""


def _signs_in(*ways: str) -> Callable[[So], bool]:
    return lambda so: so["sign_in"] in ways


QUESTIONS: tuple[Question, ...] = (
    Question("cohort", "What is the cohort called?", lambda so: f"{_monday(so):%y%m}", read.name),
    Question(
        "start",
        "On which day does the module begin?",
        lambda so: _monday(so).isoformat(),
        read.day,
        read.day_told,
        hint="year-month-day",
    ),
    Question("weeks", "How many weeks of it have a number?", _always(str(WEEKS)), read.weeks),
    Question(
        "breaks",
        "Which breaks without classes are there?",
        _always(""),
        read.breaks,
        read.breaks_told,
        several="; ",
        hint="e.g. winter break 2026-12-21 to 2027-01-03; Enter for none",
    ),
    Question("end", "On which day does it end?", _end, read.end, read.end_told, hint="year-month-day"),
    Question(
        "tz", "In which time zone is the school?", lambda so: so.zone or "America/Denver", read.zone, hint="Area/City"
    ),
    Question(
        "dates",
        "Which comes first when students write 3/4, the month or the day?",
        lambda so: MONTH if month_first(so["tz"]) else DAY,
        read.choice(MONTH, DAY),
        lambda value, so: "3/4 is read as March 4." if value == MONTH else "3/4 is read as 3 April.",
    ),
    Question(
        "roster",
        "Where is the list of students?",
        _always("roster.csv"),
        files.roster,
        files.roster_told,
        hint="a CSV file, or the address of a Google Sheet",
    ),
    Question(
        "write_roster",
        "That file does not exist yet. Write one to fill in?",
        _always("yes"),
        read.yes,
        when=lambda so: files.is_missing(so["roster"], so),
    ),
    Question(
        "template",
        "Which goal Doc shall students get?",
        _always("builtin"),
        files.template,
        files.template_told,
        hint="builtin: pdsync's own; or the address of a Doc of yours",
    ),
    Question(
        "staff",
        "Which members of staff see every Doc?",
        _always(""),
        read.addresses,
        several=", ",
        hint="e-mail addresses with commas; Enter for none",
    ),
    Question("notify", "Shall Google mail students when their Doc is shared with them?", _always("yes"), read.yes),
    Question(
        "message",
        "What shall that mail say?",
        _always(MESSAGE),
        read.message,
        when=lambda so: bool(so["notify"]),
        hint="{{preferred_name}} stands for the name; Enter for the words above; - for none",
        before=(MESSAGE,),
        hidden=True,
    ),
    Question(
        "sign_in",
        "How will pdsync sign in to Google?",
        _always(BROWSER),
        read.choice(BROWSER, SHARED, DELEGATED),
        before=(
            "browser          you sign in with your browser; right for most",
            "service-account  a key file and a shared drive, for a job at night",
            "delegation       a key file that acts for one of your staff, for a job at night",
        ),
    ),
    Question(
        "client_secret",
        "Which file is the school's Google app?",
        _beside("client_secret.json"),
        files.client_secret,
        files.file_told,
        when=_signs_in(BROWSER),
        hint="from the Google Cloud console, see: pdsync help page google",
    ),
    Question(
        "key_file",
        "Which file is the service account's key?",
        _always("service-account.json"),
        files.key_file,
        files.file_told,
        when=_signs_in(SHARED, DELEGATED),
    ),
    Question(
        "shared_drive",
        "What is the address of the shared drive?",
        _always(""),
        files.shared_drive,
        when=_signs_in(SHARED),
        hint="copied from the browser",
    ),
    Question(
        "subject",
        "For which member of staff shall it act?",
        lambda so: so["staff"][0] if so["staff"] else "",
        read.address,
        when=_signs_in(DELEGATED),
        hint="an e-mail address",
    ),
)
"""Every question, in order; an answer may rest on those before it."""


def answers(so: So) -> Answers:
    """The answers as the config's."""
    known: Mapping[str, Any] = so.known
    breaks: tuple[Pause, ...] = known["breaks"]
    return Answers(
        cohort=known["cohort"],
        start=known["start"],
        end=known["end"],
        tz=known["tz"],
        roster=known["roster"],
        template=known["template"],
        staff=known["staff"],
        endpoint=known.get("endpoint", ""),
        weeks=known["weeks"],
        day_first=known["dates"] == DAY,
        breaks=breaks,
        notify=known["notify"],
        message=known.get("message", ""),
        client_secret=known.get("client_secret", ""),
        service=known["sign_in"] != BROWSER,
        key_file=known.get("key_file", ""),
        subject=known.get("subject", ""),
        shared_drive=known.get("shared_drive", ""),
    )


ROSTER = """\
key,name,preferred_name,email,mentor_email,group,status
# Example: 2611-01,Samira O'Brien,Sam,sam@school.example,mentor@school.example,homeroom 1,active
# A line a student below these. The key never changes: a student number will do. Lines that begin with # are remarks.
"""
"""A roster to fill in."""
