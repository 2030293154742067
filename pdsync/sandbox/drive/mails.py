"""The mails that Google would have sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pdsync.sandbox.drive import schema as schema

if TYPE_CHECKING:
    from pdsync.sandbox.store import Store


@dataclass(frozen=True, slots=True)
class Mail:
    """A notification: to whom, from whom, about which file, when."""

    to: str
    sender: str
    subject: str
    text: str
    file_id: str
    at: datetime


def send(store: Store, mail: Mail) -> None:
    """Put a mail into the outbox."""
    store.db.execute(
        "INSERT INTO mails (at, recipient, sender, subject, words, file_id) VALUES (?, ?, ?, ?, ?, ?)",
        (int(mail.at.timestamp() * 1000), mail.to, mail.sender, mail.subject, mail.text, mail.file_id),
    )


def outbox(store: Store) -> list[Mail]:
    """Every notification that Google would have mailed, oldest first."""
    rows = store.db.execute("SELECT * FROM mails ORDER BY seq")
    return [
        Mail(row["recipient"], row["sender"], row["subject"], row["words"], row["file_id"], _moment(row["at"]))
        for row in rows
    ]


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
