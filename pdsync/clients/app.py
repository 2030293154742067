"""The app that a person signs in to: the school's own, or a sandbox's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pdsync.errors import NotSignedIn

SANDBOX = "pdsync-sandbox"
"""The app that every sandbox knows, and that has no secret."""

SETUP = "docs/google-setup.md shows how to make the school's app in the Google Cloud console"


def client_of(secret: Path | None, *, sandbox: bool) -> Mapping[str, str]:
    """The app that a person signs in to: its id and its secret. Raises NotSignedIn when there is none."""
    if secret is None:
        if sandbox:
            return {"client_id": SANDBOX, "client_secret": ""}
        raise NotSignedIn(
            "To sign in, pdsync needs the school's own Google app: google.client_secret in the config names its JSON "
            f"file; {SETUP}.",
            hint="pdsync doctor",
        )
    try:
        found = json.loads(secret.read_text(encoding="utf-8"))["installed"]
        return {"client_id": str(found["client_id"]), "client_secret": str(found.get("client_secret", ""))}
    except OSError:
        raise NotSignedIn(f"There is no file {secret} (google.client_secret).", hint=SETUP) from None
    except (ValueError, KeyError, TypeError):
        raise NotSignedIn(
            f"{secret} is not the JSON file of a desktop app; in the Google Cloud console make an OAuth client of the "
            "type “Desktop app” and download its JSON file.",
            hint="pdsync login",
        ) from None
