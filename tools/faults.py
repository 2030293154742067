"""Every fault at every write of a handout, a kill at every call, two at once: what is left when it is run again.

`python -m tools.faults` goes through all of it for thirty students; `--students`, `--each` and `--only` change that.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pdsync.clients.connect import connect
from pdsync.sync import handout
from pdsync.sync.ports import Google, unguarded
from tools.doomed import killed, started, watched
from tools.school import School, opened, writes

RERUNS = 4
"""So often at most a handout has to be run until everybody has what they should."""
SLOWER = 200.0
"""How much faster waiting goes where two handouts wait for each other in earnest."""

SILENCE = 0.6
"""Real seconds after which a stalled answer is given up."""

Do = Mapping[str, Any]
BEFORE: Mapping[str, Do] = {
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
    "stalled, then done late": {"stall": 1.5 * SILENCE},
}
AFTER: Mapping[str, Do] = {
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
DURING: Mapping[str, Do] = {
    "reset during": {"connection": "reset"},
    "close during": {"connection": "close"},
    "truncated": {"truncate": 20},
    "stalled and closed": {"stall": 0.1, "connection": "close"},
    "stalled": {"stall": 2 * SILENCE},
}
SHARING: Mapping[str, tuple[str, Do]] = {
    "sharing limit": ("before", {"status": 403, "reason": "sharingRateLimitExceeded"}),
    "no mail": ("after", {"status": 400, "reason": "invalidSharingRequest", "meaning": "sharedWithoutMail"}),
}
FILES_ONLY = frozenset({"list lag", "list lag and reset", "list lag of minutes and reset", "delivered twice"})
DRIVE_ONLY = frozenset(
    {
        "403 userRateLimitExceeded",
        "403 rateLimitExceeded",
        "403 insufficientFilePermissions",
        "500 responsePreparationFailure",
    }
)
METHODS = ("drive.files.create", "drive.files.copy", "drive.permissions.create", "docs.documents.batchUpdate")
"""The writes of a first handout."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at the n-th call of a method."""

    what: str
    method: str
    nth: int
    phase: str
    do: Do

    def __str__(self) -> str:
        return f"{self.what} at {self.method} {self.nth}"

    @property
    def spec(self) -> dict[str, Any]:
        """The fault as the sandbox plans it."""
        return {"match": {"method": self.method, "nth": self.nth}, "phase": self.phase, "do": dict(self.do)}

    @property
    def late(self) -> bool:
        """Whether something may come to light only after everybody has theirs."""
        return "listLag" in self.do or "deliverTwice" in self.do

    def happen(self, school: School) -> None:
        """Hand out once, while it happens."""
        with school.box.faults(self.spec):
            school.hand_out_somehow()
        if "stall" in self.do:
            time.sleep(self.do["stall"])


@dataclass(frozen=True, slots=True)
class Kill:
    """A kill before or after the n-th call of a handout."""

    nth: int
    after: bool
    late: bool = False

    def __str__(self) -> str:
        return f"killed {'after' if self.after else 'before'} call {self.nth}"

    def happen(self, school: School) -> None:
        """Hand out in a process that dies of it."""
        killed(school, nth=self.nth, after=self.after)


@dataclass(frozen=True, slots=True)
class TwoAtOnce:
    """A second handout that begins at the n-th call of the first; on the same machine, or on another one."""

    nth: int
    same_machine: bool
    late: bool = False

    def __str__(self) -> str:
        return f"two at once on {'one machine' if self.same_machine else 'two machines'}, from call {self.nth}"

    def happen(self, school: School) -> None:
        """Hand out from two places, and wait for both."""
        if self.same_machine:
            both = [started(school), started(school)]
            for one in both:
                one.join(120)
                assert one.exitcode == 0, f"exit code {one.exitcode}"
            return
        begin = threading.Event()
        google = connect(school.cohort.google, sleep=_hurried, clock=_clock)
        here, there = (replace(google, name=name, machine=name, alone=unguarded) for name in ("here", "there"))
        second = threading.Thread(target=self._second, args=(school, there, begin))
        second.start()
        handout.hand_out(school.cohort, school.students, watched(here, _at(self.nth, begin)))
        begin.set()
        second.join(120)
        assert not second.is_alive()

    def _second(self, school: School, google: Google, begin: threading.Event) -> None:
        begin.wait(60)
        handout.hand_out(school.cohort, school.students, google)


Case = Fault | Kill | TwoAtOnce


def _at(nth: int, begin: threading.Event) -> Any:
    lock, seen = threading.Lock(), [0]

    def tell(_: str, after: bool) -> None:
        with lock:
            seen[0] += not after
            if seen[0] == nth:
                begin.set()

    return tell


def _hurried(seconds: float) -> None:
    time.sleep(seconds / SLOWER)


def _clock() -> float:
    return time.monotonic() * SLOWER


def fault_cases(counts: Mapping[str, int], *, each: bool) -> Iterator[Fault]:
    """Every fault at every write that was counted; without `each` at the first, second, middle and last of a kind."""
    for method in METHODS:
        many = counts[method]
        places = range(1, many + 1) if each else sorted({1, min(2, many), (many + 1) // 2, many})
        for what, phase, do in _faults(method):
            yield from (Fault(what, method, nth, phase, do) for nth in places)


def _faults(method: str) -> Iterator[tuple[str, str, Do]]:
    for phase, faults in (("before", BEFORE), ("after", AFTER), ("during", DURING)):
        for what, do in faults.items():
            if what in FILES_ONLY and not method.startswith("drive.files."):
                continue
            if what in DRIVE_ONLY and not method.startswith("drive."):
                continue
            yield what, phase, do
    if method == "drive.permissions.create":
        for what, (phase, do) in SHARING.items():
            yield what, phase, do


def kill_cases(calls: int, *, each: bool, kills: int = 24) -> Iterator[Kill]:
    """A kill before and after every call; without `each` at so many of them, spread out."""
    for nth in _spread(calls, each=each, many=kills):
        yield Kill(nth, after=False)
        yield Kill(nth, after=True)


def both_cases(calls: int, *, each: bool, many: int = 24) -> Iterator[TwoAtOnce]:
    """A second handout that begins at every call of the first; without `each` at so many of them, spread out."""
    yield TwoAtOnce(1, same_machine=True)
    for nth in _spread(calls, each=each, many=many):
        yield TwoAtOnce(nth, same_machine=False)


def _spread(calls: int, *, each: bool, many: int) -> Sequence[int]:
    return range(1, calls + 1) if each else sorted({round(1 + n * (calls - 1) / (many - 1)) for n in range(many)})


def counted(school: School) -> tuple[Counter[str], int]:
    """The calls of an undisturbed handout by method, and how many calls of ports they are."""
    calls: list[str] = []
    google = watched(school.google, lambda name, after: None if after else calls.append(name))
    with school.calls() as methods:
        handout.hand_out(school.cohort, school.students, google)
    return methods, len(calls)


def suffered(school: School, case: Case) -> int:
    """How many runs it took until everybody had theirs; AssertionError if anything is amiss then, or after."""
    case.happen(school)
    runs = 1
    whole = isinstance(case, TwoAtOnce)
    while not whole:
        whole = school.hand_out_somehow()
        runs += 1
        assert runs <= RERUNS, "it does not come to an end"
    if case.late:
        school.time.sleep(3600)
        assert school.hand_out_somehow()
    school.everybody_has_one()
    with school.calls() as calls:
        assert school.hand_out().whole
    assert not writes(calls), f"the run after the last still wrote {dict(writes(calls))}"
    return runs


# ---- the whole matrix


def main(arguments: Sequence[str] | None = None) -> int:
    """Go through the matrix; 1 if something was left over or made twice."""
    asked = _arguments(arguments)
    with _home():
        with opened(asked.students) as school:
            counts, calls = counted(school)
        every = (fault_cases(counts, each=asked.each), kill_cases(calls, each=asked.each))
        cases: list[Case] = [case for some in (*every, both_cases(calls, each=asked.each)) for case in some]
        cases = [case for case in cases if asked.only in str(case)]
        began = time.monotonic()
        failed, runs = 0, Counter[int]()
        for number, case in enumerate(cases, start=1):
            try:
                silence = SILENCE if "stalled" in str(case) else 60.0
                with opened(asked.students, silence=silence) as school:
                    runs[suffered(school, case)] += 1
            except AssertionError as error:
                failed += 1
                say(f"{case}: {error}")
            if number % 100 == 0:
                say(f"{number} of {len(cases)} cases, {time.monotonic() - began:.0f} s")
    took = time.monotonic() - began
    spread = ", ".join(f"{count} after {many} runs" for many, count in sorted(runs.items()))
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
