"""Drive's tables: files and who may see them, their marks, bytes, comments, and what happened to them."""

from __future__ import annotations

from pdsync.sandbox.store import SCHEMA

TABLES = (
    # `parent`: a file lies in one folder; "" is none. `trashed`: itself or a folder above it is in the bin;
    # `trashed_at`: itself. `owner` is empty in a shared drive. Times are milliseconds since 1970.
    """CREATE TABLE IF NOT EXISTS files (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, mime_type TEXT NOT NULL,
        owner TEXT NOT NULL, drive_id TEXT NOT NULL DEFAULT '', parent TEXT NOT NULL DEFAULT '',
        root INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL, modified INTEGER NOT NULL,
        modified_by TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1, trashed INTEGER NOT NULL DEFAULT 0,
        trashed_at INTEGER, trashed_by TEXT NOT NULL DEFAULT '', size INTEGER, extra TEXT NOT NULL DEFAULT '{}')""",
    "CREATE INDEX IF NOT EXISTS files_by_parent ON files (parent)",
    "CREATE INDEX IF NOT EXISTS files_by_drive ON files (drive_id)",
    """CREATE TABLE IF NOT EXISTS permissions (
        file_id TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL, email TEXT NOT NULL DEFAULT '',
        domain TEXT NOT NULL DEFAULT '', discoverable INTEGER NOT NULL DEFAULT 0, pending INTEGER NOT NULL DEFAULT 0,
        made INTEGER NOT NULL, PRIMARY KEY (file_id, id))""",
    "CREATE INDEX IF NOT EXISTS permissions_by_grantee ON permissions (id)",
    # `app` is "" for properties that everybody sees, else the client id they are private to.
    """CREATE TABLE IF NOT EXISTS properties (
        file_id TEXT NOT NULL, app TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (file_id, app, key)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS properties_by_value ON properties (key, value)",
    """CREATE TABLE IF NOT EXISTS personal (
        file_id TEXT NOT NULL, email TEXT NOT NULL, starred INTEGER NOT NULL DEFAULT 0, viewed INTEGER,
        modified INTEGER, shared INTEGER, sharer TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (file_id, email)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS app_files (
        file_id TEXT NOT NULL, client_id TEXT NOT NULL, PRIMARY KEY (file_id, client_id)) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS blobs (file_id TEXT PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS texts (file_id TEXT PRIMARY KEY, words TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS comments (file_id TEXT PRIMARY KEY, threads TEXT NOT NULL)",
    # One line a file (`email` ""), and one for each person who can no longer see it.
    """CREATE TABLE IF NOT EXISTS changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, file_id TEXT NOT NULL, email TEXT NOT NULL DEFAULT '',
        drive_id TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL, UNIQUE (file_id, email))""",
    """CREATE TABLE IF NOT EXISTS revisions (
        file_id TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL,
        facts TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (file_id, id))""",
    """CREATE TABLE IF NOT EXISTS drives (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL, maker TEXT NOT NULL,
        request TEXT NOT NULL, extra TEXT NOT NULL DEFAULT '{}', UNIQUE (maker, request))""",
    "CREATE TABLE IF NOT EXISTS personal_roots (email TEXT PRIMARY KEY, file_id TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS generated_ids (id TEXT PRIMARY KEY)",
    """CREATE TABLE IF NOT EXISTS mails (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, recipient TEXT NOT NULL, sender TEXT NOT NULL,
        subject TEXT NOT NULL, words TEXT NOT NULL, file_id TEXT NOT NULL)""",
)
SCHEMA.extend(TABLES)
