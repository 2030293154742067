"""Everything that answers a method of Drive: importing this files all handlers."""

from pdsync.sandbox.drive import about, creating, deleting, listing, permissions, reading, updating

ROOMS = (about, creating, deleting, listing, permissions, reading, updating)
"""The modules whose import files methods."""
