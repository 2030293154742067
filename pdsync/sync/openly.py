"""What may be said of a failure where others read along: logs and messages never repeat what a person wrote."""

from __future__ import annotations

import re
from pathlib import PurePath

from pdsync.errors import Complaint, ConfigError, PdsyncError

ADDRESS = re.compile(r"[^\s@<>()\"“”'’,;:]+@[^\s@<>()\"“”'’,;:]+")

MOST = 5
"""So many complaints about a file are named at once."""


def openly(error: Exception) -> tuple[str, str]:
    """A failure as a sentence, or several lines, and the next command to type.

    Of a config or a roster only the places are named: a complaint quotes what stands there, which may be a student's
    name. Of what was not foreseen only the kind.
    """
    if isinstance(error, ConfigError):
        lines = [_place(one) for one in error.complaints[:MOST]]
        if len(error.complaints) > MOST:
            lines.append(f"and {len(error.complaints) - MOST} more")
        return "\n".join(lines), error.hint or "pdsync doctor"
    if isinstance(error, PdsyncError):
        return without_addresses(str(error)), without_addresses(error.hint)
    sentence = f"pdsync stumbled over something it did not expect ({type(error).__name__})."
    return sentence, "run the same command by hand, with PDSYNC_DEBUG=1 set"


def without_addresses(text: str) -> str:
    """A text without e-mail addresses.

    >>> without_addresses("sam@school.example may not share")
    '(an address) may not share'
    """
    return ADDRESS.sub("(an address)", text)


def _place(one: Complaint) -> str:
    name = PurePath(one.file).name
    if one.line is None and not one.field:
        return without_addresses(f"{name}: {one.message}")
    parts = (f"line {one.line}" if one.line else "", one.field if re.fullmatch(r"[\w.\[\]-]*", one.field) else "")
    return f"{', '.join(filter(None, (name, *parts)))}: needs mending"
