"""Sign-ins on this machine: one small file each, readable by its owner alone, never printed."""

from __future__ import annotations

import json
import os
import re
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pdsync.private import put

OLD = 7 * 24 * 3600.0
"""Seconds after which the token of a sandbox is swept away: each sandbox has a port of its own."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A sign-in. `client`: the app that it was given to.

    Moments are in seconds since 1970: `until`, from which its token is not used any more; `since`, when it was begun;
    `ends`, when all of it is over, 0 if Google did not say.
    """

    token: str
    until: float
    refresh: str = ""
    account: str = ""
    scopes: tuple[str, ...] = ()
    client: str = ""
    since: float = 0.0
    ends: float = 0.0

    def __repr__(self) -> str:
        return f"Pass({self.account or 'somebody'})"


def home() -> Path:
    """The folder of the sign-ins: PDSYNC_HOME, or where this system keeps a program's data."""
    if named := os.environ.get("PDSYNC_HOME"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("pdsync", appauthor=False)


def place(kind: str, *identity: str) -> Path:
    """The file of one sign-in: a name that tells a person what it is, and no two identities share."""
    plain = re.sub(r"[^\w.@-]+", "-", "-".join(filter(None, identity)))[:60].strip("-")
    mark = sha256("\n".join(identity).encode()).hexdigest()[:8]
    return home() / "sign-ins" / f"{kind}-{plain}-{mark}.json"


def load(path: Path) -> Pass | None:
    """The sign-in on file; None if there is none, or the file makes no sense."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Pass(**{**kept, "scopes": tuple(kept["scopes"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def save(path: Path, kept: Pass) -> None:
    """Put a sign-in on file: all of it or nothing, and never readable by anybody else, not even for a moment."""
    _put(path, asdict(kept))


ACCOUNTS, SHEETS = "accounts.json", "sheets.json"
"""Of every cohort, which account was used for it, and which Sheet was its own, when this machine last saw it."""

MOST = 200
"""So many cohorts are remembered; every sandbox's are others."""


def account_before(cohort: str, endpoint: str) -> str:
    """The account that was used on this machine for a cohort, by its key; "" if none was."""
    return _known(ACCOUNTS).get(_cohort(cohort, endpoint), "")


def remember(cohort: str, endpoint: str, account: str) -> None:
    """Keep which account is used for a cohort: with another one, what it made would be out of reach."""
    _keep(ACCOUNTS, _cohort(cohort, endpoint), account)


def sheet_before(cohort: str, endpoint: str) -> str:
    """The id of the Sheet that was the cohort's when this machine last saw it; "" if it never did.

    It may be another one by now: whoever reads it early, to save a round trip, asks Drive beside it.
    """
    return _known(SHEETS).get(_cohort(cohort, endpoint), "")


def keep_sheet(cohort: str, sheet: str, endpoint: str) -> None:
    """Keep which Sheet is the cohort's."""
    _keep(SHEETS, _cohort(cohort, endpoint), sheet)


def _cohort(cohort: str, endpoint: str) -> str:
    return f"{cohort} {endpoint}".strip()


def _known(name: str) -> dict[str, str]:
    try:
        known = json.loads((home() / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in known.items()} if isinstance(known, dict) else {}


def _keep(name: str, key: str, value: str) -> None:
    known = _known(name)
    if value and known.get(key) != value:
        with suppress(OSError):
            _put(home() / name, dict([*known.items(), (key, value)][-MOST:]))


def _put(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(path, json.dumps(content).encode())


def remove(path: Path) -> bool:
    """Forget a sign-in; whether there was one."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def sweep(kind: str) -> None:
    """Remove files of that kind that nobody has touched for long."""
    with suppress(OSError):
        for path in (home() / "sign-ins").glob(f"{kind}-*.json"):
            if time.time() - path.stat().st_mtime > OLD:
                path.unlink(missing_ok=True)
