"""A handout in a process of its own that is gone, without a word, at one of its calls; and ports that tell of calls."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from pdsync.clients.connect import connect
from pdsync.sync import handout
from pdsync.sync.ports import Google
from tools.school import School, cohort_at, roster

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
GONE = 9
"""How a process ends that is killed."""

Tell = Callable[[str, bool], None]


def killed(school: School, *, nth: int, after: bool) -> None:
    """Run the school's handout in a process that is gone before, or after, its n-th call."""
    ended = run_apart(school, nth=nth, after=after)
    for _ in range(5):
        school.box.do(lambda _: None)  # what was on its way when the process died arrives before anything else does
    assert ended == GONE, f"exit code {ended}"


def run_apart(school: School, *, nth: int = 0, after: bool = False) -> int | None:
    """The exit code of the school's handout in a process of its own; with `nth`, it is gone at that call."""
    process = started(school, nth=nth, after=after)
    process.join(60)
    code: int | None = process.exitcode
    return code


def started(school: School, *, nth: int = 0, after: bool = False) -> Any:
    """The school's handout, under way in a process of its own."""
    context = multiprocessing.get_context(METHOD)
    if METHOD == "forkserver":
        context.set_forkserver_preload(["tools.doomed"])
    args = (school.box.url, len(school.students), nth, after, os.environ["PDSYNC_HOME"])
    process = context.Process(target=_hand_out, args=args)  # type: ignore[attr-defined]
    process.start()
    return process


def _hand_out(url: str, many: int, nth: int, after: bool, home: str) -> None:
    os.environ["PDSYNC_HOME"] = home
    cohort, students = cohort_at(url), roster(many)
    lock, seen = threading.Lock(), Counter[bool]()

    def die(name: str, is_after: bool) -> None:
        with lock:
            seen[is_after] += 1
            if is_after == after and seen[is_after] == nth:
                os._exit(GONE)

    google = watched(connect(cohort.google), die)
    os._exit(0 if handout.hand_out(cohort, students, google).whole else 1)


class _Watched:
    """A port, each call of which is told before and after."""

    def __init__(self, port: Any, tell: Tell) -> None:
        self._port, self._tell = port, tell

    def __getattr__(self, name: str) -> Any:
        return partial(self._call, name)

    def _call(self, call: str, /, *args: Any, **more: Any) -> Any:
        self._tell(call, False)
        answer = getattr(self._port, call)(*args, **more)
        self._tell(call, True)
        return answer


def watched(google: Google, tell: Tell) -> Google:
    """The same ports, with `tell(call, after)` called before and after each call."""
    return replace(google, drive=_Watched(google.drive, tell), docs=_Watched(google.docs, tell))
