"""A request on its way through the sandbox."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime

from pdsync.sandbox.asked import Asked
from pdsync.sandbox.discovery import Method
from pdsync.sandbox.oauth.tokens import Grant
from pdsync.sandbox.parameters import Look
from pdsync.sandbox.routing import Found
from pdsync.sandbox.uploads import Session

FILE_IDS = ("fileId", "documentId", "spreadsheetId")


@dataclass(slots=True)
class Begun:
    """What a request was found to be, for whom it acts once that is known, and what came of it.

    `at`: when it came, on the sandbox's clock; `session`: the resumable upload that it goes on with; `applied`: it
    changed something; `made`: the id of the file that it made.
    """

    asked: Asked
    found: Found
    look: Look
    at: datetime
    session: Session | None = None
    grant: Grant | None = None
    applied: bool = False
    made: str = ""
    _began: float = field(default_factory=time.monotonic, init=False)

    @property
    def took(self) -> float:
        """Milliseconds, of this machine's clock, since it came."""
        return 1000 * (time.monotonic() - self._began)

    @property
    def named(self) -> Asked:
        """The request that names the method and its parameters: this one, or the one that began its upload."""
        return self.session.began if self.session else self.asked

    @property
    def method(self) -> Method:
        """What is called."""
        return self.found.method

    @property
    def user(self) -> str:
        """Whose call it is; "" before that is known."""
        return self.grant.user.email if self.grant else ""

    @property
    def client(self) -> str:
        """Through which app; "" before that is known."""
        return self.grant.client_id if self.grant else ""

    @property
    def file_id(self) -> str:
        """The file that the path names, or ""."""
        return next((self.found.path[name] for name in FILE_IDS if name in self.found.path), "")

    @property
    def credential(self) -> str | None:
        """The `Authorization` that was sent, by header or as a parameter; an upload goes on with its first one."""
        return credential(self.asked) or (credential(self.session.began) if self.session else None)


def credential(asked: Asked) -> str | None:
    """What the request sends as its `Authorization`."""
    if sent := asked.headers.get("Authorization"):
        return sent
    return next((f"Bearer {text}" for name, text in asked.query if name in ("access_token", "oauth_token")), None)
