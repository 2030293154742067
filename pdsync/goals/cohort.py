"""The cohort as its config tells it: calendar, roster, template, sharing, what is expected, and how to reach Google."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pdsync.goals.model import Section

if TYPE_CHECKING:
    from pdsync.goals.calendar import Calendar
    from pdsync.goals.channels import Notify


class Role(StrEnum):
    """What a person may do with a Doc, in Drive's words."""

    READER = "reader"
    COMMENTER = "commenter"
    WRITER = "writer"


class SignIn(StrEnum):
    """Who signs in to Google: a person in a browser, or a service account with a key file."""

    USER = "user"
    SERVICE_ACCOUNT = "service_account"


@dataclass(frozen=True, slots=True)
class CsvRoster:
    """A roster in a CSV file."""

    path: Path


@dataclass(frozen=True, slots=True)
class SheetRoster:
    """A roster in a Google Sheet; `tab` empty means its first tab."""

    id: str
    tab: str = ""


@dataclass(frozen=True, slots=True)
class BuiltinTemplate:
    """The template that pdsync makes itself."""


@dataclass(frozen=True, slots=True)
class DocTemplate:
    """A template Doc of the school's own."""

    id: str


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff who sees every Doc and the cohort Sheet."""

    email: str
    role: Role = Role.WRITER


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who may do what. `mentors` None: they get none; `notify`: Google mails `message`, which may hold {{fields}}."""

    student: Role = Role.WRITER
    staff: tuple[StaffMember, ...] = ()
    mentors: Role | None = Role.COMMENTER
    notify: bool = True
    message: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What people may still do once the Docs are closed. `mentors` None: what they could before."""

    student: Role = Role.COMMENTER
    mentors: Role | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What a student is asked for."""

    goals: int = 2
    sections: tuple[Section, ...] = tuple(Section)


@dataclass(frozen=True, slots=True)
class FlagSettings:
    """When flags are raised; kinds in `off` never are."""

    due_soon_days: int = 7
    stale_days: int = 14
    off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """The cohort Sheet; an empty title means `<cohort> – SMART goals`.

    `locale`: how a new Sheet writes dates and numbers, e.g. `en_GB`; "" leaves it to the account that makes it.
    """

    title: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Quotas:
    """Calls a minute that pdsync allows itself; Drive's writes are a second.

    `minute`: how many seconds a minute lasts; less than 60 only for a sandbox whose clock runs faster.
    """

    docs_reads: int = 300
    docs_writes: int = 60
    sheets_reads: int = 60
    sheets_writes: int = 60
    drive_units: int = 325_000
    drive_writes_per_second: float = 3.0
    minute: float = 60.0


@dataclass(frozen=True, slots=True)
class GoogleSettings:
    """How to reach Google. `endpoint` empty means Google itself, else a sandbox's URL; `subject`: whom to act for."""

    sign_in: SignIn = SignIn.USER
    client_secret: Path | None = None
    key_file: Path | None = None
    subject: str = ""
    shared_drive: str = ""
    endpoint: str = ""
    quotas: Quotas = Quotas()
    workers: int = 16


@dataclass(frozen=True, slots=True)
class Cohort:
    """One cohort. `key` is its identity in Drive's properties; `path` the config file it came from.

    `notify`: who hears of a run; None: nobody.
    """

    name: str
    key: str
    calendar: Calendar
    roster: CsvRoster | SheetRoster
    template: BuiltinTemplate | DocTemplate = BuiltinTemplate()
    folder: str = ""
    folder_id: str = ""
    doc_title: str = "{{preferred_name}} – SMART goals – {{cohort}}"
    sharing: Sharing = Sharing()
    closing: Closing = Closing()
    expected: Expected = Expected()
    flags: FlagSettings = FlagSettings()
    sheet: SheetSettings = SheetSettings()
    google: GoogleSettings = GoogleSettings()
    notify: Notify | None = None
    path: Path | None = None

    @property
    def folder_name(self) -> str:
        """The name of the Drive folder to find or make when no `folder_id` is given."""
        return self.folder or f"{self.name} – SMART goals"

    @property
    def sheet_title(self) -> str:
        """The cohort Sheet's title."""
        return self.sheet.title or f"{self.name} – SMART goals"


KEY_BYTES = 100
"""Drive takes 124 bytes for a property's name and value together; `pdsync-student` and some air come off that."""


def slug(text: str) -> str:
    """A cohort's key made from its name: small letters, digits and hyphens, short enough for a Drive property."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    key = re.sub(r"[^\w]+", "-", plain).strip("-_")
    return key.encode()[:KEY_BYTES].decode(errors="ignore").rstrip("-") or "cohort"
