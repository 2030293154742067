"""The machine at hand: a word of its own, and locks that keep its processes from doing one thing at once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256

from pdsync.clients.wallet import home

PAUSE = 0.2
"""Seconds between two looks at a lock, where the system cannot wake who waits."""


def word() -> str:
    """A word that tells this machine from any other, kept on file; "" where nothing can be kept."""
    path = home() / "machine"
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as page:
                page.write(os.urandom(6).hex())
        return path.read_text(encoding="ascii").strip()
    return ""


@contextmanager
def alone(thing: str, *, sleep: Callable[[float], None] = time.sleep) -> Iterator[bool]:
    """Wait until no other process of this machine is in here for the same thing; whether that had to be waited for.

    The system lets go of a dead process's lock. Where nothing can be kept on file, nobody waits.
    """
    path = home() / "locks" / f"{sha256(thing.encode()).hexdigest()[:20]}.lock"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield False
        return
    try:
        waited = False
        while not _taken(handle):
            waited = True
            sleep(PAUSE)
        yield waited
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Whether the file behind the handle could be locked."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
