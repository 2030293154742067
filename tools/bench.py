"""Speed and calls against a sandbox that answers after 80 ms, beside scripts of the usual kind, in the same run.

`python -m tools.bench [--students N] [--repeats N] [--only JOB …] [--alone] [--write]`: `--alone` leaves the scripts
out, which take most of the time; `--write` puts the table into docs/performance.md. Very many Docs are a bench of their
own: `python -m tools.bench_many`. Each repeat does every job once in every way, one after the other, so that a slow
moment of the machine falls on all of them.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any

from tools.bench_stage import LATENCY, WORKERS, Stage

ROOT = Path(__file__).resolve().parents[1]
NAIVE = 20
"""The naive script does so many students only: it would take minutes."""

PAGE = ROOT / "docs" / "performance.md"
PART = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """One command, once: seconds from its first call to its last answer, of the whole process, and its calls."""

    busy: float
    wall: float
    calls: int
    writes: int
    refused: int = 0
    memory: float = 0.0
    cpu: float = 0.0


@dataclass(slots=True)
class Row:
    """A job done in one way: its runs, and what they may take at most (0: no limit is set)."""

    job: str
    way: str
    students: int
    runs: list[Run] = field(default_factory=list)
    floor: float = 0.0
    limit: float = 0.0

    def median(self, what: Callable[[Run], float]) -> float:
        """The middle of the runs."""
        return statistics.median(map(what, self.runs))


def timed(stage: Stage, command: list[str], **environment: str) -> Run:
    """The command's run, measured by the clock, by the system and by the sandbox's journal."""
    mark, before = stage.mark(), resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.time()
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **stage.environment, **environment}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    wall = time.time() - started
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command[:4])} … ended with {done.returncode}:\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    calls = stage.calls(mark)
    return Run(
        busy=stage.busy(calls),
        wall=wall,
        calls=len(calls),
        writes=sum(stage.writes(call) for call in calls),
        refused=sum(call["status"] in (403, 429) for call in calls),
        memory=after.ru_maxrss / 1024,
        cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    )


def pdsync(stage: Stage, *words: str) -> list[str]:
    """A pdsync command for the stage's cohort."""
    return [sys.executable, "-m", "pdsync", *words, "-c", str(stage.config)]


def script(stage: Stage, style: str, job: str, count: int) -> list[str]:
    """A script of the usual kind."""
    place = ["--url", stage.url, "--token", stage.token, "--students", str(count), "--workers", str(WORKERS)]
    return [sys.executable, "-m", "tools.bench_scripts", style, job, *place]


def handouts(rows: dict[tuple[str, str], Row], students: int, *, alone: bool) -> None:
    """A handout, in every way, each in a workspace of its own."""
    many = [(way, students) for way in ("pdsync", "threaded", "careful")]
    for way, count in many[:1] if alone else (*many, ("naive", NAIVE), ("pdsync few", NAIVE)):
        with Stage(count) as stage:
            if way.startswith("pdsync"):
                run = timed(stage, pdsync(stage, "handout", "--format", "json"))
            else:
                stage.template()
                run = timed(stage, script(stage, way, "handout", count))
        _noted(rows, "handout", way, count, run)


def syncs(rows: dict[tuple[str, str], Row], students: int, *, alone: bool) -> None:
    """A first sync in every way, on the same Docs; then one with nothing changed."""
    with Stage(students) as stage:
        stage.run(pdsync(stage, "handout", "--format", "json"))
        stage.fill()
        for way, count in () if alone else (("threaded", students), ("careful", students), ("naive", NAIVE)):
            _noted(rows, "first sync", way, count, timed(stage, script(stage, way, "sync", count)))
        _noted(rows, "first sync", "pdsync", students, timed(stage, pdsync(stage, "sync")))
        run = timed(stage, pdsync(stage, "sync"))
        _noted(rows, "nothing changed", "pdsync", students, run)
        rows["nothing changed", "pdsync"].limit = 0.4
    if alone:
        return
    with Stage(NAIVE) as stage:
        stage.run(pdsync(stage, "handout", "--format", "json"))
        stage.fill()
        _noted(rows, "first sync", "pdsync few", NAIVE, timed(stage, pdsync(stage, "sync")))


def starts(rows: dict[tuple[str, str], Row], students: int, *, alone: bool) -> None:
    """What it costs to be asked for help, beside a bare Click program and bare Python."""
    click = "import click\n@click.command()\ndef cli(): '''x'''\ncli(['--help'])"
    for way, command in (
        ("pdsync --help", [script_of("pdsync"), "--help"]),
        ("bare Click --help", [sys.executable, "-c", click]),
        ("pdsync --version", [script_of("pdsync"), "--version"]),
        ("bare Python", [sys.executable, "-c", "pass"]),
    ):
        walls = []
        for _ in range(5):
            started = time.perf_counter()
            subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
            walls.append(time.perf_counter() - started)
        _noted(rows, "start", way, 0, Run(0.0, min(walls), 0, 0))


def script_of(name: str) -> str:
    """The command as it was installed beside this Python."""
    return str(Path(sys.executable).with_name(name))


def quotas(rows: dict[tuple[str, str], Row], students: int, *, alone: bool) -> None:
    """Under Google's quotas, on a clock that runs faster: nothing refused, nothing lost."""
    for job, count in (("handout", 120), ("first sync", 600)):
        with Stage(count, quota="real", latency=0) as stage:
            if job == "first sync":
                stage.hand_out_unhurried()
            words = ("handout", "--format", "json") if job == "handout" else ("sync",)
            run = timed(stage, pdsync(stage, *words))
            name = f"{job}, quota on"
            _noted(rows, name, "pdsync", count, run)
            rows[name, "pdsync"].floor = stage.quota_floor(job)


JOBS = {"handout": handouts, "sync": syncs, "start": starts, "quota": quotas}


def _noted(rows: dict[tuple[str, str], Row], job: str, way: str, count: int, run: Run) -> None:
    row = rows.setdefault((job, way), Row(job, way, count))
    row.runs.append(run)
    if way == "pdsync" and job in ("handout", "first sync"):
        row.floor = ceil(run.calls / WORKERS) * LATENCY / 1000
        row.limit = 1.15 * row.floor
    if way == "pdsync" and job == "first sync":
        # The list, the rounds of Docs and the write can only follow each other: 0.96 s at least for 300 Docs.
        row.limit = 1.1 * (ceil(count / WORKERS) + 2) * LATENCY / 1000


def table(rows: dict[tuple[str, str], Row]) -> Iterator[str]:
    """The report: medians, with the least and the most; each way beside pdsync at the same number of students."""
    yield "| job | way | students | calls | writes | seconds, first call to last answer | of the process "
    yield "| beside pdsync | floor |\n"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    own = {(row.job, row.students): row for row in rows.values() if row.way.startswith("pdsync")}
    for row in rows.values():
        busy, wall = row.median(lambda run: run.busy), row.median(lambda run: run.wall)
        beside = own.get((row.job, row.students))
        ratio = f"{busy / beside.median(lambda run: run.busy):.1f} ×" if beside and busy else ""
        spread = f"{busy:.2f} ({min(run.busy for run in row.runs):.2f}–{max(run.busy for run in row.runs):.2f})"
        cells = [
            row.job,
            row.way.removesuffix(" few"),
            str(row.students or ""),
            f"{row.median(lambda run: run.calls):.0f}" if row.students else "",
            f"{row.median(lambda run: run.writes):.0f}" if row.students else "",
            spread if busy else "",
            f"{wall:.3f}" if not busy else f"{wall:.2f}",
            ratio,
            f"{row.floor:.2f}" if row.floor else "",
        ]
        yield f"| {' | '.join(cells)} |\n"


def _busy(run: Run) -> float:
    return run.busy


def _wall(run: Run) -> float:
    return run.wall


def verdicts(rows: dict[tuple[str, str], Row]) -> Iterator[tuple[bool, str]]:
    """What the figures are held to, and whether they keep it."""
    for row in rows.values():
        if row.limit:
            took = row.median(_wall if row.job == "nothing changed" else _busy)
            yield took <= row.limit, f"{row.job}, {row.students} students: {took:.2f} s, at most {row.limit:.2f} s"
        if row.job == "nothing changed":
            yield row.median(lambda run: run.writes) == 0, f"{row.job}: no write"
        if row.job.endswith("quota on"):
            refused = sum(run.refused for run in row.runs)
            took = row.median(lambda run: run.busy)
            yield refused == 0, f"{row.job}: {refused} refused calls"
            yield took <= 1.05 * row.floor, f"{row.job}: {took:.1f} s, floor {row.floor:.1f} s"
    walls = {way: row.median(lambda run: run.wall) for (job, way), row in rows.items() if job == "start"}
    if walls:
        ratio = walls["pdsync --help"] / walls["bare Click --help"]
        beyond = 1000 * (walls["pdsync --version"] - walls["bare Python"])
        yield ratio <= 1.25, f"--help: {ratio:.2f} × a bare Click program, at most 1.25 ×"
        yield beyond <= 30, f"--version: {beyond:.0f} ms beyond bare Python, at most 30 ms"


def main() -> int:
    """Measure, print, and say what is kept and what is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=tuple(JOBS), default=list(JOBS))
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    for folder in ("pdsync", "tools"):  # as they are once they are installed: no run compiles what it imports
        compileall.compile_dir(ROOT / folder, quiet=1)
    rows: dict[tuple[str, str], Row] = {}
    for number in range(asked.repeats):
        for job in asked.only:
            if job == "quota" and number:
                continue
            _say(f"repeat {number + 1} of {asked.repeats}: {job}", file=sys.stderr)
            JOBS[job](rows, asked.students, alone=asked.alone)
    text = "".join(table(rows))
    kept = list(verdicts(rows))
    text += "".join(f"\n- {'kept' if fine else '**not kept**'}: {words}" for fine, words in kept) + "\n"
    _say(text)
    if asked.write:
        head = f"\nMeasured on {os.cpu_count()} cores, Python {platform.python_version()}, {LATENCY} ms latency, "
        head += f"{WORKERS} workers, {asked.repeats} repeats.\n\n"
        PAGE.write_text(PART.sub(lambda _: head + text, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0 if all(fine for fine, _ in kept) else 1


def _say(text: str, file: Any = sys.stdout) -> None:
    file.write(text + "\n")
    file.flush()


if __name__ == "__main__":
    raise SystemExit(main())
