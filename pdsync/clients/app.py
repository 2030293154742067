"""The app that a person signs in to: the school's own, or a sandbox's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pdsync.errors import NotSignedIn

SANDBOX = "pdsync-sandbox"
"""The app that every sandbox knows, and that has no secret."""

KEY = ("client_email", "private_key", "private_key_id")
"""What is needed of a service account's key."""

SETUP = (
    "in the Google Cloud console, under APIs & Services › Credentials, make an OAuth client of the type “Desktop app” "
    "and download its JSON file (step by step: pdsync help page google); then: pdsync login"
)


def client_of(secret: Path | None, *, sandbox: bool) -> Mapping[str, str]:
    """The app that a person signs in to: its id and its secret. Raises NotSignedIn when there is none."""
    if secret is None:
        if sandbox:
            return {"client_id": SANDBOX, "client_secret": ""}
        raise NotSignedIn(
            "To sign in, pdsync needs the school's own Google app: its file, named by google.client_secret.",
            hint=SETUP,
        )
    found = contents(secret)
    if found is None:
        raise NotSignedIn(f"There is no file {secret} (google.client_secret).", hint=SETUP)
    for fault in _app_faults(found):
        raise NotSignedIn(f"{secret} {fault} (google.client_secret).", hint=SETUP)
    known = found["installed"]
    return {"client_id": str(known["client_id"]), "client_secret": str(known.get("client_secret", ""))}


def contents(path: Path) -> Any:
    """What a JSON file holds: None if it is not there, "" if it is no JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return ""


def app_fault(path: Path) -> str:
    """What a file is instead of a desktop app's, as the end of a sentence; "" if it is one, or is not there."""
    found = contents(path)
    return "" if found is None else next(_app_faults(found), "")


def key_fault(path: Path) -> str:
    """What a file is instead of a service account's key, likewise."""
    found = contents(path)
    return "" if found is None else next(_key_faults(found), "")


def _app_faults(found: Any) -> Iterator[str]:
    if not isinstance(found, dict):
        yield "holds no JSON, so it is not the JSON file of a desktop app"
    elif "web" in found:
        yield "belongs to a web application, and not the JSON file of a desktop app, which alone can sign in from here"
    elif found.get("type") == "service_account":
        yield "is a service account's key, and not the JSON file of a desktop app; for a key: google.sign_in"
    elif not isinstance(found.get("installed"), dict) or not found["installed"].get("client_id"):
        yield "is not the JSON file of a desktop app"


def _key_faults(found: Any) -> Iterator[str]:
    if isinstance(found, dict) and ("installed" in found or "web" in found):
        yield "is the file of an OAuth client, and not the JSON key of a service account"
    elif not isinstance(found, dict) or not all(found.get(name) for name in KEY):
        yield "is not the JSON key of a service account"
