"""A config's text, as it lies on the disk."""

from __future__ import annotations

from pathlib import Path

from pdsync.errors import Complaint, ConfigError


def read_text(path: Path) -> str:
    """The file's text, whatever Windows saved it as; ConfigError when it cannot be read."""
    name = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise one_fault(name, None, "there is no such file", hint="pdsync init") from None
    except IsADirectoryError:
        raise one_fault(
            name, None, "this is a folder; give the file inside it", hint=f"pdsync -c {name}/pdsync.yaml …"
        ) from None
    except PermissionError:
        if path.is_dir():  # what Windows says of a folder
            raise one_fault(name, None, "this is a folder; give the file inside it") from None
        raise one_fault(name, None, "this file may not be read by your account; check its permissions") from None
    except OSError as error:
        raise one_fault(name, None, f"this file cannot be read: {error.strerror or error}") from None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise one_fault(name, line, "this file is not saved as UTF-8; save it again with the encoding UTF-8") from None


def one_fault(source: str, line: int | None, message: str, *, hint: str = "") -> ConfigError:
    """The error that says one thing about a file."""
    return ConfigError((Complaint(source, line, "", message),), hint=hint)
