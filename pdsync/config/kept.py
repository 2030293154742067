"""A config that was found right before: known again by a digest of its text, so that nothing is checked twice.

Checking takes as long as all else that a sync with nothing to do computes. What is kept is plain JSON, readable by its
owner alone, one small file a config; anything that does not fit is as if there were none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from pdsync import __version__
from pdsync.private import put

SOURCES = (Path(__file__).with_name("schema.py"), Path(__file__).with_name("__init__.py"))


def mark_of(text: str, endpoint: str) -> str:
    """A word that differs for another text, another endpoint and another pdsync."""
    made = [(stat.st_mtime_ns, stat.st_size) for stat in (source.stat() for source in SOURCES if source.exists())]
    return sha256(json.dumps([__version__, made, endpoint, text]).encode()).hexdigest()


def recalled(folder: Path, path: Path, mark: str) -> dict[str, Any] | None:
    """What was kept of the config at that path; None if there is nothing, or it was another text's."""
    try:
        kept = json.loads(_place(folder, path).read_text(encoding="utf-8"))
        return dict(kept["plain"]) if kept["mark"] == mark else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep(folder: Path, path: Path, mark: str, plain: dict[str, Any]) -> None:
    """Keep what a config says; where that cannot be, it is checked again the next time."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        put(_place(folder, path), json.dumps({"mark": mark, "plain": plain}).encode())


def _place(folder: Path, path: Path) -> Path:
    return folder / f"{sha256(str(path.absolute()).encode()).hexdigest()[:16]}.json"
