"""A fault read from JSON: what it matches, its phase, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

from pdsync.sandbox.faults import bodies
from pdsync.sandbox.faults.actions import (
    AFTER,
    BEFORE,
    DURING,
    Connection,
    Do,
    Drip,
    Edit,
    Lag,
    Status,
    Truncate,
)

ANY = ("*",)


@dataclass(frozen=True, slots=True)
class Match:
    """Which requests: patterns (any of each), from the `nth` on, `times` times (None: always), with a chance."""

    methods: tuple[str, ...] = ANY
    users: tuple[str, ...] = ANY
    files: tuple[str, ...] = ANY
    clients: tuple[str, ...] = ANY
    nth: int = 1
    times: int | None = 1
    probability: float | None = None
    seed: int | None = None

    def fits(self, *, method: str, user: str, file_id: str, client: str) -> bool:
        """Whether a request is one of these, its number aside."""
        asked = ((self.users, user.lower()), (self.files, file_id), (self.clients, client))
        return self._knows(method) and all(_any(patterns, value) for patterns, value in asked)

    def _knows(self, method: str) -> bool:
        signing_in = method.startswith("oauth.")
        return any(
            fnmatchcase(method, pattern) and (not signing_in or pattern.startswith("oauth."))
            for pattern in self.methods
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong, and the request that it strikes once it does."""

    match: Match
    phase: str
    do: Do
    spec: Mapping[str, Any]
    method: str = ""
    user: str = ""
    file_id: str = ""

    @property
    def label(self) -> str:
        """The fault in a few words, as the journal shows it: "after: status 500 responsePreparationFailure"."""
        return f"{self.phase}: {', '.join(_told(key, value) for key, value in self.spec['do'].items())}"

    @property
    def deliveries(self) -> int:
        """How often the handler runs: not at all, once, or twice."""
        if self.phase == BEFORE and (self.do.end is not None or self.do.revoke in ("access", "all")):
            return 0
        return 2 if self.do.twice else 1

    @property
    def needs_connection(self) -> bool:
        """Whether it happens to a connection, and so to no part of a batch."""
        return self.do.stall > 0 or isinstance(self.do.end, Connection | Truncate | Drip)

    def at(self, *, method: str, user: str, file_id: str) -> Fault:
        """The same fault, on that request."""
        return replace(self, method=method, user=user, file_id=file_id)


def read(spec: Mapping[str, Any]) -> Fault:
    """The fault that is written there; ValueError with a sentence that says what is wrong."""
    if not isinstance(spec, Mapping):
        raise ValueError(f"a fault is an object, not {spec!r}")
    _known(spec, {"match", "phase", "do"}, "a fault")
    do = spec.get("do")
    if not isinstance(do, Mapping) or not do:
        raise ValueError('a fault needs "do": what goes wrong, as in {"status": 503}')
    phase = spec.get("phase", _usual_phase(do))
    if phase not in (BEFORE, AFTER, DURING):
        raise ValueError(f'"phase" is before, after or during, not {phase!r}')
    _known(do, PHASES, '"do"')
    for key in do:
        if phase not in PHASES[key]:
            raise ValueError(f'"{key}" cannot happen {phase} the handler; it can {" or ".join(PHASES[key])}')
    return Fault(_match(spec.get("match") or {}), phase, _do(do, phase), dict(spec))


PHASES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("status", "reason", "message", "meaning", "retryAfter", "html"), (BEFORE, AFTER)),
    **dict.fromkeys(("connection", "stall"), (BEFORE, AFTER, DURING)),
    **dict.fromkeys(("truncate", "drip"), (DURING,)),
    "edit": (BEFORE,),
    "revoke": (BEFORE, AFTER),
    **dict.fromkeys(("deliverTwice", "listLag", "modifiedLag"), (AFTER,)),
}
"""By what a fault can do: when it can happen; the first is the usual time."""


def _usual_phase(do: Mapping[str, Any]) -> str:
    common = [phase for phase in (BEFORE, AFTER, DURING) if all(phase in PHASES.get(key, (phase,)) for key in do)]
    return common[0] if common else BEFORE


def _match(spec: Mapping[str, Any]) -> Match:
    _known(spec, {"method", "user", "fileId", "client", "nth", "times", "probability", "seed"}, '"match"')
    chance, seed = spec.get("probability"), spec.get("seed")
    if chance is not None and seed is None:
        raise ValueError('"probability" needs a "seed", so that a run can be repeated')
    if chance is not None:
        _number(spec, "probability", least=0, most=1)
    return Match(
        methods=_patterns(spec, "method"),
        users=tuple(pattern.lower() for pattern in _patterns(spec, "user")),
        files=_patterns(spec, "fileId"),
        clients=_patterns(spec, "client"),
        nth=_whole(spec, "nth", 1),
        times=None if "times" in spec and spec["times"] is None else _whole(spec, "times", 1),
        probability=chance,
        seed=seed,
    )


def _do(do: Mapping[str, Any], phase: str) -> Do:
    ends = [reader(do, phase) for keys, reader in ENDS if any(key in do for key in keys)]
    if len(ends) > 1:
        raise ValueError("an answer ends in one way: a status, a connection, truncate or drip")
    if do.get("deliverTwice") not in (None, True):
        raise ValueError('"deliverTwice" is true or left out')
    if (revoke := do.get("revoke", "")) not in ("", "access", "refresh", "all"):
        raise ValueError(f'"revoke" is access, refresh or all, not {revoke!r}')
    return Do(
        end=ends[0] if ends else None,
        stall=_number(do, "stall", least=0) if "stall" in do else 0.0,
        edit=_edit(do["edit"]) if "edit" in do else None,
        revoke=revoke,
        twice=bool(do.get("deliverTwice")),
        list_lag=_lag(do) if "listLag" in do else None,
        modified_lag=_number(do, "modifiedLag", least=0) if "modifiedLag" in do else 0.0,
    )


def _status(do: Mapping[str, Any], phase: str) -> Status:
    status, reason = do.get("status"), do.get("reason", "")
    if status is not None and (not isinstance(status, int) or not 400 <= status <= 599):
        raise ValueError(f'"status" is an error, from 400 to 599, not {status!r}')
    retry_after = _whole(do, "retryAfter", 0) if do.get("retryAfter") is not None else None
    return bodies.completed(
        Status(
            status or 0,
            str(reason),
            str(do.get("message", "")),
            str(do.get("meaning", "")),
            retry_after,
            bool(do.get("html")),
        ),
        after=phase == AFTER,
    )


def _connection(do: Mapping[str, Any], _phase: str) -> Connection:
    if do["connection"] not in ("reset", "close"):
        raise ValueError(f'"connection" is reset or close, not {do["connection"]!r}')
    return Connection(do["connection"])


ENDS: tuple[tuple[tuple[str, ...], Callable[[Mapping[str, Any], str], Any]], ...] = (
    (("status", "reason", "message", "meaning", "retryAfter", "html"), _status),
    (("connection",), _connection),
    (("truncate",), lambda do, _: Truncate(_whole(do, "truncate", 0))),
    (("drip",), lambda do, _: Drip(_number(do, "drip", least=1))),
)


def _edit(edit: Any) -> Edit:
    if not isinstance(edit, Mapping) or ("text" in edit) == ("requests" in edit):
        raise ValueError('"edit" is {"text": …, "index": …} or {"requests": […]}, with a "user" if it is another one')
    _known(edit, {"text", "index", "requests", "user", "fileId"}, '"edit"')
    requests = edit.get("requests") or [
        {"insertText": {"location": {"index": edit.get("index", 1)}, "text": edit["text"]}}
    ]
    return Edit(tuple(requests), str(edit.get("user", "")), str(edit.get("fileId", "")))


def _lag(do: Mapping[str, Any]) -> Lag:
    lag = do["listLag"]
    if isinstance(lag, Mapping):
        _known(lag, {"seconds", "calls"}, '"listLag"')
        if len(lag) != 1:
            raise ValueError('"listLag" is a number of seconds, or {"seconds": …}, or {"calls": …}')
        if "calls" in lag:
            return Lag(calls=_whole(lag, "calls", 1))
        return Lag(seconds=_number(lag, "seconds", least=0))
    return Lag(seconds=_number(do, "listLag", least=0))


def _patterns(spec: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = spec.get(key)
    if value is None:
        return ANY
    patterns = [value] if isinstance(value, str) else value
    if not isinstance(patterns, list) or not patterns or not all(isinstance(item, str) for item in patterns):
        raise ValueError(f'"{key}" is a pattern or a list of patterns, not {value!r}')
    return tuple(patterns)


def _whole(spec: Mapping[str, Any], key: str, least: int) -> int:
    value = spec.get(key, least)
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f'"{key}" is a whole number of {least} or more, not {value!r}')
    return value


def _number(spec: Mapping[str, Any], key: str, *, least: float, most: float = 1e9) -> float:
    value = spec[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValueError(f'"{key}" is a number of {least} or more, not {value!r}')
    return float(value)


def _known(spec: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    if not isinstance(spec, Mapping):
        raise ValueError(f"{what} is an object, not {spec!r}")
    if unknown := sorted(set(spec) - set(known)):
        raise ValueError(f"{what} has no {', '.join(unknown)}; it knows {', '.join(sorted(known))}")


def _any(patterns: tuple[str, ...], value: str) -> bool:
    return any(pattern == "*" or fnmatchcase(value, pattern) for pattern in patterns)


def _told(key: str, value: Any) -> str:
    return key if value is True or isinstance(value, Mapping) else f"{key} {value}"
