"""What a cohort's YAML file may say, key by key; the only importer of pydantic."""

from __future__ import annotations

import ipaddress
import os
import re
from datetime import date
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlsplit

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# None is used here, and looking for them costs a tenth of the start-up.

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    create_model,
    field_validator,
    model_validator,
)

from pdsync.config.days import meant
from pdsync.config.zones import wrong
from pdsync.goals.calendar import Before, ByPeriod, NextWeekday, SameWeekday
from pdsync.goals.channels import HookFormat, Naming, Security
from pdsync.goals.cohort import KEY_BYTES, Role, SignIn
from pdsync.goals.flags import FLAGS, KINDS
from pdsync.goals.model import Section
from pdsync.goals.words import in_words

ID = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_-]{20,}")
DRIVE_ID = re.compile(r"0A[A-Za-z0-9_-]{15,}")
"""The id of a shared drive, which is shorter than others."""
ID_IN_URL = re.compile(r"/(?:d|folders)/([A-Za-z0-9_-]{8,})")
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def _day(value: Any) -> date:
    text = str(value or "").strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"there is no day {text} in the calendar") from None
    if days := meant(text):
        either = " or ".join(day.isoformat() for day in days)
        raise ValueError(f"write {either} instead of {text} (year-month-day)")
    raise ValueError(f"{text or 'nothing'} is no date; write it as year-month-day, e.g. 2026-11-23")


def zone(value: str) -> str:
    """The time zone's name; ValueError, with the one probably meant, if there is none such."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        raise ValueError(wrong(value)) from None
    return value


def _weekday(value: Any) -> str:
    day = str(value or "").strip()[:3].upper()
    if day not in DAYS:
        raise ValueError(f"{value} is no day of the week; write one of {', '.join(DAYS)}")
    return day


def email(value: Any) -> str:
    """The address, without blanks around it; ValueError if it is none."""
    text = str(value or "").strip()
    if not EMAIL.fullmatch(text):
        raise ValueError(f"{text or 'nothing'} is no e-mail address; write e.g. sam@school.example")
    return text


def _endpoint(value: str) -> str:
    parts = urlsplit(value)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"{value} is no address; write what the sandbox printed, e.g. http://127.0.0.1:8765")
    if host != "localhost" and not _loopback(host):
        raise ValueError(f"{host} is another machine; a sandbox is only reached on this one (http://127.0.0.1:PORT)")
    return value.rstrip("/")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listed(value: Any) -> Any:
    """One word where a list is meant is a list of one; nothing is an empty list."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


def _nothing(value: Any) -> Any:
    return {} if value is None else value


def _role(value: Any) -> Any:
    text = str(value or "").strip().casefold()
    known = {"editor": "writer", "edit": "writer", "viewer": "reader", "view": "reader", "comment": "commenter"}
    word = known.get(text, text)
    if word not in tuple(Role):
        raise ValueError(f"{value} is no role; write one of writer, commenter, reader")
    return Role(word)


def file_id(text: str, *, what: str) -> str:
    """The id in a Google URL, or the text itself if it looks like an id; ValueError otherwise."""
    if found := ID_IN_URL.search(text):
        return found[1]
    if ID.fullmatch(text) or DRIVE_ID.fullmatch(text):
        return text
    raise ValueError(f"{text} is neither the address nor the id of {what}; copy the address from the browser")


Day = Annotated[date, BeforeValidator(_day)]
Weekday = Annotated[str, BeforeValidator(_weekday)]
Email = Annotated[str, BeforeValidator(email)]
Names = Annotated[list[str], BeforeValidator(_listed)]
RoleWord = Annotated[Role, BeforeValidator(_role)]


class Part(BaseModel):
    """A part of the file: unknown keys are refused, and a key with nothing behind it means its default."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: one for key, one in value.items() if one is not None or key not in known_keys(cls)}


class Span(Part):
    """A stretch of days, both ends included."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _in_order(self) -> Span:
        if self.end < self.start:
            raise ValueError(f"end ({in_words(self.end)}) is before start ({in_words(self.start)}); swap or mend them")
        return self


class Module(Span):
    """The module that the cohort is in."""

    name: str = "Module"
    number: int | None = Field(default=None, ge=0)
    aliases: Names = Field(default_factory=list)
    weeks: int | None = Field(default=None, ge=1, le=60)


class OtherModule(Module):
    """Another module of the program."""

    number: int = Field(ge=0)


class Program(Part):
    """What the whole program is called."""

    aliases: Names = Field(default_factory=list)


class Milestone(Part):
    """A named day."""

    name: str = Field(min_length=1)
    aliases: Names = Field(default_factory=list)
    date: Day


class Break(Span):
    """A named stretch without classes."""

    name: str = Field(default="break", min_length=1)
    aliases: Names = Field(default_factory=list)
    skips_week_numbers: bool = False


class CalendarPart(Part):
    """The cohort's calendar."""

    id: str = ""
    tz: Annotated[str, AfterValidator(zone)] = "UTC"
    day_first: bool = False
    week_starts: Weekday = "MON"
    week_ends: Weekday = "FRI"
    module: Module
    modules: Annotated[list[OtherModule], BeforeValidator(_listed)] = Field(default_factory=list)
    program: Annotated[Program, BeforeValidator(_nothing)] = Field(default_factory=Program)
    sprint_weeks: int | None = Field(default=None, ge=1, le=60)
    by_period: ByPeriod = ByPeriod.START
    before: Before = Before.EXCLUSIVE
    next_weekday: NextWeekday = NextWeekday.NEXT_WEEK
    same_weekday: SameWeekday = SameWeekday.NEXT_WEEK
    milestones: Annotated[list[Milestone], BeforeValidator(_listed)] = Field(default_factory=list)
    breaks: Annotated[list[Break], BeforeValidator(_listed)] = Field(default_factory=list)


class RosterPart(Part):
    """Where the roster is: a CSV file, or a Google Sheet and its tab."""

    csv: str | None = None
    sheet: str | None = None
    tab: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        google = value.startswith(("https://", "http://")) or ID.fullmatch(value)
        return {"sheet": value} if google else {"csv": value}

    @model_validator(mode="after")
    def _one(self) -> RosterPart:
        if (self.csv is None) == (self.sheet is None):
            raise ValueError("give either csv: a file, or sheet: the address of a Google Sheet")
        if self.sheet is not None:
            self.sheet = file_id(self.sheet, what="a Google Sheet")
        return self


class FolderPart(Part):
    """The Drive folder that the Docs lie in, by name or by id."""

    name: str = ""
    id: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        google = "://" in value or ID.fullmatch(value)
        return {"id": value} if google else {"name": value}

    @model_validator(mode="after")
    def _whole(self) -> FolderPart:
        if self.id:
            self.id = file_id(self.id, what="a Drive folder")
        return self


class StaffPart(Part):
    """A member of staff: an address, or an address and a role."""

    email: Email
    role: RoleWord = Role.WRITER

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"email": value} if isinstance(value, str) else value


def _mentors(value: Any) -> Role | None:
    word = str(value if value is not None else "").strip().casefold()
    if word in ("false", "no", "off", "none", ""):
        return None
    return Role.COMMENTER if word in ("true", "yes", "on") else _role(value)


class SharingPart(Part):
    """Who may do what with the Docs."""

    student: RoleWord = Role.WRITER
    staff: Annotated[list[StaffPart], BeforeValidator(_listed)] = Field(default_factory=list)
    mentors: Annotated[Role | None, BeforeValidator(_mentors)] = Role.COMMENTER
    notify: bool = True
    message: str = ""


def _lesser(value: Any) -> Role:
    role: Role = _role(value)
    if role is Role.WRITER:
        raise ValueError("writer would close nothing; write commenter or reader")
    return role


def _lesser_or_kept(value: Any) -> Role | None:
    word = str(value if value is not None else "").strip().casefold()
    return None if word in ("keep", "none", "") else _lesser(value)


class ClosingPart(Part):
    """What people may still do once the Docs are closed."""

    student: Annotated[Role, BeforeValidator(_lesser)] = Role.COMMENTER
    mentors: Annotated[Role | None, BeforeValidator(_lesser_or_kept)] = None


def _section(value: Any) -> Section:
    word = str(value or "").strip().casefold()
    if word not in tuple(Section):
        raise ValueError(f"{value} is no section; write some of {', '.join(Section)}")
    return Section(word)


class ExpectedPart(Part):
    """What a student is asked for."""

    goals: int = Field(default=2, ge=0, le=20)
    sections: Annotated[list[Annotated[Section, BeforeValidator(_section)]], BeforeValidator(_listed)] = Field(
        default_factory=lambda: list(Section)
    )


class FlagDays(Part):
    """When flags are raised."""

    due_soon_days: int = Field(default=7, ge=0, le=365)
    stale_days: int = Field(default=14, ge=1, le=365)


FlagsPart: Any = create_model(
    "FlagsPart",
    __base__=FlagDays,
    **{rule.kind.replace("-", "_"): (bool, Field(True, alias=rule.kind)) for rule in FLAGS},  # type: ignore[call-overload]
)


def _locale(value: str) -> str:
    """A language, with or without a country, as Sheets names them."""
    text = str(value).strip().replace("-", "_")
    found = re.fullmatch(r"([A-Za-z]{2,3})(?:_([A-Za-z]{2}))?", text)
    if text and not found:
        raise ValueError(f"{value} is no locale; write a language and a country, e.g. en_GB")
    return f"{found[1].lower()}_{found[2].upper()}" if found and found[2] else text.lower()


class SheetPart(Part):
    """The cohort Sheet."""

    title: str = ""
    locale: Annotated[str, AfterValidator(_locale)] = ""


NO_LIMIT = 1_000_000_000
"""More calls than any run makes."""


class QuotasPart(Part):
    """Calls that pdsync allows itself."""

    docs_reads: int = Field(default=300, ge=1)
    docs_writes: int = Field(default=60, ge=1)
    sheets_reads: int = Field(default=60, ge=1)
    sheets_writes: int = Field(default=60, ge=1)
    drive_units: int = Field(default=325_000, ge=100)
    drive_writes_per_second: float = Field(default=3.0, gt=0)
    minute: float = Field(default=60.0, gt=0, le=60)


class GooglePart(Part):
    """How to reach Google."""

    sign_in: SignIn = SignIn.USER
    client_secret: str | None = None
    key_file: str | None = None
    subject: str = ""
    shared_drive: str = ""
    endpoint: Annotated[str, AfterValidator(lambda text: _endpoint(text) if text else "")] = ""
    quotas: QuotasPart = Field(default_factory=QuotasPart)

    @field_validator("quotas", mode="before")
    @classmethod
    def _off(cls, value: object) -> object:
        """`off` stands for limits that no run reaches."""
        limits = (
            "docs_reads",
            "docs_writes",
            "sheets_reads",
            "sheets_writes",
            "drive_units",
            "drive_writes_per_second",
        )
        return dict.fromkeys(limits, NO_LIMIT) if str(value).strip().casefold() in ("off", "false") else value

    workers: int = Field(default=16, ge=1, le=64)

    @model_validator(mode="after")
    def _complete(self) -> GooglePart:
        if self.sign_in is SignIn.SERVICE_ACCOUNT and not self.key_file:
            raise ValueError("a service account needs key_file: the JSON key that Google gave you")
        if self.shared_drive:
            self.shared_drive = file_id(self.shared_drive, what="a shared drive")
        return self


def _secret(value: object) -> object:
    raise ValueError("a password does not belong in this file; write password_env: and a variable, or password_file:")


def _somebody(value: list[str]) -> list[str]:
    if not value:
        raise ValueError("nobody is named; write an address, e.g. [careers@school.example]")
    return value


def _hook(value: str) -> str:
    """The address of a webhook. It is a secret, so that no complaint repeats it."""
    parts = urlsplit(value)
    host = parts.hostname or ""
    here = host == "localhost" or _loopback(host)
    if value and not (host and (parts.scheme == "https" or (parts.scheme == "http" and here))):
        raise ValueError("write the webhook's whole address, which begins with https://")
    return value


VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|")


def _variable(value: str) -> str:
    if not VARIABLE.fullmatch(value):
        raise ValueError("write the name of an environment variable, e.g. PDSYNC_SMTP_PASSWORD, not what it holds")
    return value


Variable = Annotated[str, AfterValidator(_variable)]


class EmailPart(Part):
    """Who gets mail about a scheduled run."""

    to: Annotated[list[Email], BeforeValidator(_listed), AfterValidator(_somebody)]
    sender: Email = Field(alias="from")
    host: str = Field(min_length=1)
    port: int | None = Field(default=None, ge=1, le=65_535)
    security: Security = Security.STARTTLS
    user: str = ""
    password: Annotated[str | None, BeforeValidator(_secret)] = Field(default=None, exclude=True)
    password_env: Variable = ""
    password_file: str | None = None
    students: Naming = Naming.KEYS

    @model_validator(mode="after")
    def _guarded(self) -> EmailPart:
        known = self.password_env or self.password_file
        if bool(self.user) != bool(known):
            raise ValueError("user, and password_env or password_file, go together; leave out both or neither")
        if known and self.security is Security.NONE and self.host != "localhost" and not _loopback(self.host):
            raise ValueError("a password is only sent encrypted; write security: starttls or tls")
        return self


class WebhookPart(Part):
    """A webhook that takes messages about a scheduled run."""

    url: Annotated[str, AfterValidator(_hook)] = ""
    url_env: Variable = ""
    url_file: str | None = None
    format: HookFormat = HookFormat.TEXT
    students: Naming = Naming.KEYS

    @model_validator(mode="after")
    def _one(self) -> WebhookPart:
        if sum(map(bool, (self.url, self.url_env, self.url_file))) != 1:
            raise ValueError("give one of url, url_env (a variable that holds it) and url_file (a file that holds it)")
        return self


def _flag(value: Any) -> str:
    word = str(value or "").strip().casefold()
    if word not in KINDS:
        raise ValueError(f"{value} is no kind of flag; write any, or some of {', '.join(KINDS)}")
    return word


def _any(value: Any) -> Any:
    return None if value == "any" else _listed(value)


class NotifyPart(Part):
    """Who hears of a scheduled run that failed, and of new flags."""

    email: EmailPart | None = None
    webhook: WebhookPart | None = None
    flags: Annotated[list[Annotated[str, BeforeValidator(_flag)]] | None, BeforeValidator(_any)] = None


def _key(value: str) -> str:
    if not re.fullmatch(r"[\w.-]+", value) or len(value.encode()) > KEY_BYTES:
        raise ValueError(f"use letters, digits, hyphens and dots, at most {KEY_BYTES} of them")
    return value


def _template(value: str) -> str:
    if value.casefold() == "builtin":
        return "builtin"
    try:
        return file_id(value, what="a Google Doc")
    except ValueError as error:
        raise ValueError(f"{error}, or write builtin") from None


class CohortPart(Part):
    """The whole file."""

    cohort: str = Field(min_length=1, max_length=120)
    key: Annotated[str, AfterValidator(_key)] | None = None
    calendar: CalendarPart
    roster: RosterPart
    template: Annotated[str, AfterValidator(_template)] = "builtin"
    folder: FolderPart = Field(default_factory=FolderPart)
    doc_title: str = Field(default="", max_length=300)
    sharing: SharingPart = Field(default_factory=SharingPart)
    closing: ClosingPart = Field(default_factory=ClosingPart)
    expected: ExpectedPart = Field(default_factory=ExpectedPart)
    flags: FlagsPart = Field(default_factory=FlagsPart)
    sheet: SheetPart = Field(default_factory=SheetPart)
    google: GooglePart = Field(default_factory=GooglePart)
    notify: NotifyPart = Field(default_factory=NotifyPart)


@cache
def known_keys(part: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a part as they are written in the file."""
    return tuple(field.alias or name for name, field in part.model_fields.items())
