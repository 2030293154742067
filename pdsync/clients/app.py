"""The app that a person signs in to: the school's own, or a sandbox's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pdsync.errors import NotSignedIn

SANDBOX = "pdsync-sandbox"
"""The app that every sandbox knows, and that has no secret."""

SETUP = (
    "in the Google Cloud console, under APIs & Services › Credentials, make an OAuth client of the type “Desktop app” "
    "and download its JSON file; then: pdsync login"
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
    try:
        found = json.loads(secret.read_text(encoding="utf-8"))["installed"]
        return {"client_id": str(found["client_id"]), "client_secret": str(found.get("client_secret", ""))}
    except OSError:
        raise NotSignedIn(f"There is no file {secret} (google.client_secret).", hint=SETUP) from None
    except (ValueError, KeyError, TypeError):
        raise NotSignedIn(
            f"{secret} is not the JSON file of a desktop app (google.client_secret).", hint=SETUP
        ) from None
