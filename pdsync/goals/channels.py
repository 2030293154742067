"""Who hears of a run, and by which way: mail, a webhook."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Naming(StrEnum):
    """How a message about a run speaks of students: not at all, by their keys, or by what they are called."""

    COUNTS = "counts"
    KEYS = "keys"
    NAMES = "names"


class Security(StrEnum):
    """How a mail server is spoken to."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class HookFormat(StrEnum):
    """What a webhook takes: a plain text, as Slack and Google Chat do, or a card, as Teams' workflows do."""

    TEXT = "text"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Who gets mail about a run, and through which server. `port` 0: the usual one; the password is never in here."""

    to: tuple[str, ...]
    sender: str
    host: str
    port: int = 0
    security: Security = Security.STARTTLS
    user: str = ""
    password_env: str = ""
    password_file: Path | None = None
    students: Naming = Naming.KEYS


@dataclass(frozen=True, slots=True)
class HookSettings:
    """A webhook that takes messages about a run. Its address is a secret: in here, a variable's name, or a file."""

    url: str = field(default="", repr=False)
    url_env: str = ""
    url_file: Path | None = None
    format: HookFormat = HookFormat.TEXT
    students: Naming = Naming.KEYS


@dataclass(frozen=True, slots=True)
class Notify:
    """Who hears of a run. `flags`: the kinds whose coming is news; None: every kind."""

    email: MailSettings | None = None
    webhook: HookSettings | None = None
    flags: frozenset[str] | None = None
