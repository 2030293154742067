"""What Drive does not show yet: files that are missing from lists, and modification times that stay behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from pdsync.sandbox.faults.actions import Lag
from pdsync.sandbox.store import Store

NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Hidden:
    """A file that lists leave out: until a moment, or for so many more lists."""

    until: datetime | None
    calls: int | None


@dataclass(slots=True)
class _Behind:
    """The modification time that is shown until a moment."""

    shown: str
    until: datetime


@dataclass(slots=True)
class _Lags:
    hidden: dict[str, _Hidden] = field(default_factory=dict)
    behind: dict[str, _Behind] = field(default_factory=dict)


_LAGS: WeakKeyDictionary[Store, _Lags] = WeakKeyDictionary()


def hide(store: Store, file_id: str, lag: Lag, now: datetime) -> None:
    """From now on lists leave that file out, for as long as the lag says."""
    until = None if lag.seconds is None else now + timedelta(seconds=lag.seconds)
    _LAGS.setdefault(store, _Lags()).hidden[file_id] = _Hidden(until, lag.calls)


def hidden(store: Store, now: datetime) -> frozenset[str]:
    """The ids that this one files.list leaves out. Ask once a list: asking counts."""
    if (lags := _LAGS.get(store)) is None or not lags.hidden:
        return NOTHING
    found = set()
    for file_id, lag in list(lags.hidden.items()):
        if (lag.until is not None and now >= lag.until) or lag.calls == 0:
            del lags.hidden[file_id]
            continue
        found.add(file_id)
        if lag.calls is not None:
            lag.calls -= 1
    return frozenset(found)


def hold(store: Store, file_id: str, shown: str, until: datetime) -> None:
    """Until that moment the file's modification time is shown as it was."""
    _LAGS.setdefault(store, _Lags()).behind[file_id] = _Behind(shown, until)


def modified_time(store: Store, file_id: str, now: datetime) -> str | None:
    """The RFC 3339 text to show as the file's modifiedTime instead of the true one; None where that is shown."""
    if (lags := _LAGS.get(store)) is None or (behind := lags.behind.get(file_id)) is None:
        return None
    if now >= behind.until:
        del lags.behind[file_id]
        return None
    return behind.shown


def clear(store: Store) -> None:
    """Show everything as it is."""
    _LAGS.pop(store, None)
