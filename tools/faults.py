"""Every fault at every write of a handout, and a kill at every call: what is left of it when it is run again.

`python -m tools.faults` goes through all of it for thirty students; `--students`, `--each` and `--only` narrow it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from pdsync.goals.cohort import GoogleSettings
from pdsync.sync import handout
from pdsync.sync.ports import Google
from tools.school import School, opened, writes

RERUNS = 4
"""So often at most a handout has to be run until everybody has what they should."""

BEFORE: Mapping[str, Mapping[str, Any]] = {
    "reset before": {"connection": "reset"},
    "close before": {"connection": "close"},
    "429": {"status": 429},
    "403 userRateLimitExceeded": {"status": 403, "reason": "userRateLimitExceeded"},
    "403 rateLimitExceeded": {"status": 403, "reason": "rateLimitExceeded"},
    "403 insufficientFilePermissions": {"status": 403, "reason": "insufficientFilePermissions"},
    "429 page": {"status": 429, "html": True},
    "500 backendError": {"status": 500},
    "502 page": {"status": 502, "html": True},
    "503 before": {"status": 503},
    "504 before": {"status": 504},
}
AFTER: Mapping[str, Mapping[str, Any]] = {
    "reset after": {"connection": "reset"},
    "close after": {"connection": "close"},
    "500 responsePreparationFailure": {"status": 500, "reason": "responsePreparationFailure"},
    "502 page after": {"status": 502, "html": True},
    "503 after": {"status": 503},
    "504 after": {"status": 504},
    "list lag": {"listLag": 40},
    "list lag and reset": {"listLag": 40, "connection": "reset"},
    "list lag of minutes and reset": {"listLag": 400, "connection": "reset"},
    "delivered twice": {"deliverTwice": True},
}
DURING: Mapping[str, Mapping[str, Any]] = {
    "reset during": {"connection": "reset"},
    "close during": {"connection": "close"},
    "truncated": {"truncate": 20},
    "stalled during": {"stall": 0.6, "connection": "close"},
}
SHARING: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "sharing limit": ("before", {"status": 403, "reason": "sharingRateLimitExceeded"}),
    "no mail": ("after", {"status": 400, "reason": "invalidSharingRequest", "meaning": "sharedWithoutMail"}),
}
FILES_ONLY = frozenset({"list lag", "list lag and reset", "list lag of minutes and reset"})
NOT_DOCS = frozenset({"403 userRateLimitExceeded", "403 rateLimitExceeded", "403 insufficientFilePermissions"}) | {
    "500 responsePreparationFailure"
}
METHODS = ("drive.files.create", "drive.files.copy", "drive.permissions.create", "docs.documents.batchUpdate")
"""The writes of a first handout."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that goes wrong: a fault at the n-th call of a method, or a kill at the n-th call of all."""

    what: str
    method: str = ""
    nth: int = 0
    spec: Mapping[str, Any] | None = None
    after: bool = False

    def __str__(self) -> str:
        if self.spec is None:
            return f"killed {'after' if self.after else 'before'} call {self.nth}"
        return f"{self.what} at {self.method} {self.nth}"


def fault_cases(counts: Mapping[str, int], *, each: bool) -> Iterator[Case]:
    """Every fault at every write that was counted; without `each` at the first, second, middle and last of a kind."""
    for method in METHODS:
        many = counts[method]
        places = range(1, many + 1) if each else sorted({1, min(2, many), (many + 1) // 2, many})
        for what, phase, do in _faults(method):
            for nth in places:
                yield Case(what, method, nth, {"match": {"method": method, "nth": nth}, "phase": phase, "do": dict(do)})


def _faults(method: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for phase, faults in (("before", BEFORE), ("after", AFTER), ("during", DURING)):
        for what, do in faults.items():
            if what in FILES_ONLY and not method.startswith("drive.files."):
                continue
            if what in NOT_DOCS and method.startswith("docs."):
                continue
            yield what, phase, do
    if method == "drive.permissions.create":
        for what, (phase, do) in SHARING.items():
            yield what, phase, do


def kill_cases(calls: int, *, each: bool, kills: int = 24) -> Iterator[Case]:
    """A kill before and after every call; without `each` at so many of them, spread out."""
    places = range(1, calls + 1) if each else sorted({round(1 + n * (calls - 1) / (kills - 1)) for n in range(kills)})
    for nth in places:
        yield Case("killed", nth=nth)
        yield Case("killed", nth=nth, after=True)


def counted(school: School) -> tuple[Counter[str], int]:
    """The calls of an undisturbed handout by method, and how many calls of ports they are."""
    calls: list[str] = []
    google = watched(school.google, lambda name, after: None if after else calls.append(name))
    with school.calls() as methods:
        handout.hand_out(school.cohort, school.students, google)
    return methods, len(calls)


def suffered(school: School, case: Case) -> tuple[int, Counter[str]]:
    """How many runs it took until everybody had theirs, and the writes of the run after. AssertionError if none did."""
    if case.spec is None:
        killed(school, case)
        runs = 1
    else:
        with school.box.faults(dict(case.spec)):
            school.hand_out_somehow()
        runs = 1
    while not school.hand_out_somehow():
        runs += 1
        assert runs < RERUNS, "it does not come to an end"
        school.time.sleep(300)
    runs += 1
    school.time.sleep(3600)
    tidied = school.hand_out_somehow()
    assert tidied
    school.everybody_has_one()
    with school.calls() as calls:
        school.hand_out()
    return runs, writes(calls)


# ---- killing


def killed(school: School, case: Case) -> None:
    """Run a handout in a process of its own that is gone, without a word, at the call."""
    context = multiprocessing.get_context(METHOD)
    args = (
        school.cohort.google,
        school.cohort,
        tuple(school.students),
        case.nth,
        case.after,
        os.environ["PDSYNC_HOME"],
    )
    process = context.Process(target=_doomed, args=args)
    process.start()
    process.join(60)
    assert process.exitcode == GONE, f"{case}: exit code {process.exitcode}"


METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
GONE = 9


def _doomed(settings: GoogleSettings, cohort: Any, students: Sequence[Any], nth: int, after: bool, home: str) -> None:
    from pdsync.clients.connect import connect

    os.environ["PDSYNC_HOME"] = home
    lock, seen = threading.Lock(), Counter[bool]()

    def die(name: str, is_after: bool) -> None:
        with lock:
            seen[is_after] += 1
            if is_after == after and seen[is_after] == nth:
                os._exit(GONE)

    google = watched(connect(settings, sleep=lambda _: None), die)
    handout.hand_out(cohort, students, google)
    os._exit(0)


class _Watched:
    """A port, each call of which is told before and after."""

    def __init__(self, port: Any, tell: Callable[[str, bool], None]) -> None:
        self._port, self._tell = port, tell

    def __getattr__(self, name: str) -> Any:
        return partial(self._call, name)

    def _call(self, call: str, /, *args: Any, **more: Any) -> Any:
        self._tell(call, False)
        answer = getattr(self._port, call)(*args, **more)
        self._tell(call, True)
        return answer


def watched(google: Google, tell: Callable[[str, bool], None]) -> Google:
    """The same ports, with `tell(call, after)` called before and after each call."""
    return replace(google, drive=_Watched(google.drive, tell), docs=_Watched(google.docs, tell))


# ---- the whole matrix


def main(arguments: Sequence[str] | None = None) -> int:
    """Go through the matrix; 1 if something was left over or made twice."""
    asked = _arguments(arguments)
    with _home():
        multiprocessing.get_context(METHOD)
        with opened(asked.students) as school:
            counts, calls = counted(school)
        cases = [*fault_cases(counts, each=asked.each), *kill_cases(calls, each=asked.each)]
        cases = [case for case in cases if asked.only in str(case)]
        started = time.monotonic()
        failed, reruns = 0, Counter[int]()
        for number, case in enumerate(cases, start=1):
            try:
                with opened(asked.students) as school:
                    runs, left = suffered(school, case)
                    assert not left, f"the last run still wrote {dict(left)}"
                reruns[runs] += 1
            except AssertionError as error:
                failed += 1
                say(f"{case}: {error}")
            if number % 50 == 0:
                say(f"{number} of {len(cases)} cases, {time.monotonic() - started:.0f} s")
    took = time.monotonic() - started
    spread = ", ".join(f"{count} after {runs} runs" for runs, count in sorted(reruns.items()))
    say(f"{len(cases)} cases with {asked.students} students, {failed} failed, {took:.0f} s; whole: {spread}")
    return 1 if failed else 0


def say(words: str) -> None:
    """A line on stdout, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--each", action="store_true", help="every call, not only the first, second, middle and last")
    parser.add_argument("--only", default="", metavar="WORDS", help="only the cases with these words in their name")
    return parser.parse_args(arguments)


@contextmanager
def _home() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="pdsync-faults-") as name:
        os.environ["PDSYNC_HOME"] = str(Path(name) / "home")
        yield


if __name__ == "__main__":
    sys.exit(main())
