"""The demo's story: a made-up cohort, handout, students who write, sync, flags, and a sync that writes nothing."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.progress import progress
from pdsync.cli.session import google_of, moment, students_of
from pdsync.config import load
from pdsync.config.example import Answers, written
from pdsync.errors import UsageError

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort
    from pdsync.goals.model import Flag
    from pdsync.sandbox import Sandbox
    from pdsync.sandbox.students import Player
    from pdsync.sync.ports import Google

STAFF = "staff@school.example"
WEEKS = 6
WRITERS = 8
"""How many students write at the same time."""

READS = frozenset(
    {"get", "list", "batchGet", "export", "generateIds", "getByDataFilter", "getStartPageToken", "search"}
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the demo did, for whoever wants to check it."""

    docs: int
    grants: int
    flags: tuple[Flag, ...]
    expected: tuple[tuple[str, str, int | None], ...]
    writes_of_second_sync: int


def run(*, students: int, seed: int, serve: bool, data: Path | None, today: date | None = None) -> Outcome:
    """Tell the whole story on stdout; with `serve` the workspace stays up until Ctrl-C."""
    from pdsync.sandbox import serve as sandbox

    today = today or moment().astimezone().date()
    with _folder(data) as folder, sandbox(port=0, data=folder / "workspace", quota="off") as box:
        demo = Demo(box, folder, students=students, seed=seed, today=today)
        outcome = demo.play()
        if serve:
            box.wait(ready=lambda: demo.farewell(kept=data is not None, serving=True))
        else:
            demo.farewell(kept=data is not None, serving=False)
    return outcome


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is None:
        with tempfile.TemporaryDirectory(prefix="pdsync-demo-", ignore_cleanup_errors=True) as name:
            yield Path(name)
        return
    if (data / "pdsync.yaml").exists():
        raise UsageError(
            f"There is a pdsync.yaml in {data} already; it is left as it is.",
            hint=f"another --data; or, if it is a demo's: pdsync sandbox --data {data / 'workspace'}",
        )
    data.mkdir(parents=True, exist_ok=True)
    yield data


class Demo:
    """One demonstration in one folder and one sandbox."""

    def __init__(self, box: Sandbox, folder: Path, *, students: int, seed: int, today: date) -> None:
        from pdsync.sandbox.students import Term, cast

        start = today - timedelta(days=today.weekday() + 14)
        self.term = Term(today, start, start + timedelta(days=7 * WEEKS - 3))
        self.box, self.folder, self.today = box, folder, today
        self.players = cast(students, seed=seed)
        self.config = folder / "pdsync.yaml"

    def play(self) -> Outcome:
        """Everything but the farewell."""
        cohort, google = self._make()
        docs, grants = self._hand_out(cohort, google)
        self._write()
        self._enrol(now=True)
        self._sync(cohort, google)
        flags = self._flags(cohort, google)
        writes = self._sync_again(cohort, google)
        expected = tuple(one for player in self.players for one in player.expected())
        return Outcome(docs, grants, flags, expected, writes)

    def _make(self) -> tuple[Cohort, Google]:
        answers = Answers(
            "demo", self.term.start, self.term.end, tz="UTC", staff=(), endpoint=self.box.url, paced=False
        )
        self.config.write_text(written(answers), encoding="utf-8")
        self._enrol(now=False)
        cohort = load(self.config, env={})
        _step(1, f"A made-up cohort of {len(self.players)} in {self.folder}")
        return cohort, google_of(cohort)

    def _enrol(self, *, now: bool) -> None:
        """Write the roster: with everybody active at first, and with who is excused or has left by now."""
        from pdsync.sandbox.students import roster

        with (self.folder / "roster.csv").open("w", encoding="utf-8", newline="") as page:
            csv.writer(page).writerows(roster(self.players, standing=now))

    def _hand_out(self, cohort: Cohort, google: Google) -> tuple[int, int]:
        """How many Docs there are afterwards, and how many of them their student may open."""
        from pdsync.sync import handout
        from pdsync.sync.found import found

        plan = handout.plan(cohort, students_of(cohort, google), google)
        with progress("Handing out Docs") as report:
            handout.carry_out(plan, google, progress=report)
        docs = found(google.drive.marked(cohort.key)).docs
        shared = sum(
            grant.email == player.email
            for player in self.players
            for file in docs.get(player.key, ())
            for grant in file.grants or ()
        )
        made = sum(map(len, docs.values()))
        _step(2, f"Handed out {made} goal Docs, {shared} of them shared with their student")
        return made, shared

    def _write(self) -> None:
        with progress("Students write") as report, ThreadPoolExecutor(WRITERS) as desks:
            for number, _ in enumerate(desks.map(self._one_writes, self.players), start=1):
                report(number, len(self.players))
        does = Counter(player.script.does for player in self.players)
        _step(3, "The students wrote, each as themselves:")
        for what, count in does.most_common():
            click.echo(f"     {count:3}  {what}")

    def _one_writes(self, player: Player) -> None:
        from pdsync.sandbox.handwriting import Desk
        from pdsync.sandbox.students import play

        desk = Desk(self.box.url, self.box.token(player.email))
        try:
            play(player, desk, self.term)
        finally:
            desk.close()

    def _sync(self, cohort: Cohort, google: Google) -> None:
        self._publish(cohort, google)
        _step(4, "Read every Doc and filled the cohort Sheet")

    def _publish(self, cohort: Cohort, google: Google) -> Any:
        from pdsync.sync import publish

        students = students_of(cohort, google)
        with progress("Reading Docs") as report:
            return publish.sync(cohort, students, google, today=self.today, now=moment(), progress=report)

    def _flags(self, cohort: Cohort, google: Google) -> tuple[Flag, ...]:
        from pdsync.cli.flags import show_flags
        from pdsync.sync import collect

        students = students_of(cohort, google)
        found = collect.flags(cohort, students, google, today=self.today)
        _step(5, "Who needs a word this week:\n")
        show_flags(list(found), students, cohort, form="table")
        click.echo()
        return tuple(found)

    def _sync_again(self, cohort: Cohort, google: Google) -> int:
        before = len(self.box.journal())
        self._publish(cohort, google)
        calls = self.box.journal()[before:]
        writes = sum(call["method"].rsplit(".", 1)[-1] not in READS for call in calls)
        _step(6, f"Synced again: {len(calls)} reads, {writes} writes, because nothing had changed")
        return writes

    def farewell(self, *, kept: bool, serving: bool) -> None:
        """Where to look, and what to try next."""
        click.echo()
        if serving:
            click.echo(f"Look around in a browser: {self.box.url} (stop with Ctrl-C)")
            click.echo("In another terminal, try:")
            for command in ("flags", "sync", "read s001", "handout --dry-run", "open sheet --print"):
                click.echo(f"  pdsync {command} -c {self.config}")
        elif kept:
            click.echo(
                f"The workspace is kept in {self.folder}. Next: pdsync sandbox --data {self.folder / 'workspace'}"
            )
        else:
            click.echo("To look around in a browser and try the commands yourself, next: pdsync demo --serve")


def _step(number: int, words: str) -> None:
    click.echo(f"{number}.  {words}")
