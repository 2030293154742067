"""Everything that answers a method of Drive: importing this files all handlers."""

from pdsync.sandbox.drive import (
    about,
    changes,
    comments,
    creating,
    deleting,
    drives,
    exporting,
    listing,
    permissions,
    reading,
    revisions,
    updating,
    v2,
)

ROOMS = (
    about, changes, comments, creating, deleting, drives, exporting, listing, permissions, reading, revisions,
    updating, v2,
)  # fmt: skip
"""The modules whose import files methods."""
