"""A sync of very many Docs: what it takes of memory and of work. `python -m tools.bench_many [--docs 30000]`.

Thirty students get their Docs and write in them; those Docs are then copied inside the sandbox, which runs in this
process, until there are enough. What is measured is the one `pdsync sync` that reads them all and writes the Sheet.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from pdsync.sandbox import serve
from pdsync.sync.ports import STUDENT
from tools.bench_stage import STAFF, WORKERS, Stage

if TYPE_CHECKING:
    from pdsync.sandbox.serving import Sandbox
    from pdsync.sandbox.workspace import Workspace

WRITERS = 30
"""Students who really write; the others' Docs are copies of theirs."""
WATCH = """\
import json, os, resource, subprocess, sys, time
started = time.time()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, time.time() - started, done.stdout]))
"""
"""Tells what a command took: from a small process, because a child counts its parent's memory as its own."""
MEMORY, WORK = 150.0, 2.0
"""Megabytes at most, and milliseconds of the client's processor a Doc."""


class Hall(Stage):
    """A stage whose sandbox runs in this process, where Docs can be made without a call."""

    box: Sandbox

    def __init__(self, docs: int) -> None:
        super().__init__(WRITERS, latency=0)
        self.docs = docs

    @contextmanager
    def _served(self) -> Iterator[dict[str, str]]:
        with serve() as self.box:
            yield {"url": self.box.url, "admin_token": self.box.admin_token}

    def __enter__(self) -> Hall:
        super().__enter__()
        return self

    def crowd(self) -> None:
        """Copy the Docs until there are enough, and put their students on the roster."""
        files = self.box.do(self._listed)
        rows = []
        for number in range(self.docs - len(files)):
            key = f"m{number:05}"
            self.box.do(partial(self._copy, source=files[number % len(files)], key=key))
            rows.append([key, f"Student {key}", "", f"{key}@students.example", "teal", ""])
        with (self.config.parent / "roster.csv").open("a", encoding="utf-8", newline="") as page:
            csv.writer(page).writerows(rows)

    @staticmethod
    def _listed(workspace: Workspace) -> list[str]:
        user = workspace.store.user(STAFF)
        assert user is not None
        query = "properties has { key='pdsync-kind' and value='template' }"
        known = workspace.call("drive.files.list", user, {"pageSize": 1000})
        template = workspace.call("drive.files.list", user, {"q": query})
        assert isinstance(known, dict) and isinstance(template, dict)
        others = {one["id"] for one in template["files"]}
        return [one["id"] for one in known["files"] if one["mimeType"].endswith("document") and one["id"] not in others]

    @staticmethod
    def _copy(workspace: Workspace, *, source: str, key: str) -> None:
        user = workspace.store.user(STAFF)
        assert user is not None
        body = {"name": f"Goals of {key}", "properties": {STUDENT: key, "pdsync-for": f"{key}@students.example"}}
        workspace.call("drive.files.copy", user, {"fileId": source}, body)


def measured(hall: Hall) -> tuple[float, float, float, str]:
    """Megabytes, seconds of the processor and of the clock that a sync takes, and what it says."""
    command = [sys.executable, "-c", WATCH, sys.executable, "-m", "pdsync", "sync", "-c", str(hall.config)]
    done = subprocess.run(
        command, env={**os.environ, **hall.environment}, stdout=subprocess.PIPE, text=True, check=True
    )
    memory, work, wall, said = json.loads(done.stdout)
    return memory, work, wall, said


def main() -> int:
    """Make them, sync them, sync them again, and say what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=int, default=30_000)
    asked = parser.parse_args()
    with Hall(asked.docs) as hall:
        hall.run([sys.executable, "-m", "pdsync", "handout", "--format", "json", "-c", str(hall.config)])
        hall.fill()
        hall.crowd()
        for job in ("first sync", "nothing changed"):
            mark = hall.mark()
            memory, work, wall, said = measured(hall)
            calls = hall.calls(mark)
            each = 1000 * work / asked.docs
            sys.stdout.write(
                f"{job}, {asked.docs:,} Docs: {memory:.0f} MB, {work:.1f} s of the processor ({each:.2f} ms a Doc), "
                f"{wall:.1f} s, {len(calls)} calls, {sum(map(hall.writes, calls))} writes, {WORKERS} workers\n"
                f"{said.strip()[:2000]}\n"
            )
            sys.stdout.flush()
            fine = job != "first sync" or (memory <= MEMORY and each <= WORK)
            if not fine:
                sys.stdout.write(f"not kept: at most {MEMORY:.0f} MB and {WORK:.0f} ms a Doc\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
