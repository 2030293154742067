"""Files for their owner's eyes alone: written whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

DRAFTS = ".pdsync-*.tmp"
"""What a draft is called that a run which died may leave behind in the file's folder."""


def put(path: Path, data: bytes) -> None:
    """Write a file in the place of what stood there. OSError: that is as it was, and nothing lies about."""
    draft = path.with_name(DRAFTS.replace("*", os.urandom(8).hex()))
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as page:
            page.write(data)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
