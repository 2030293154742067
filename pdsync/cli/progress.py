"""Progress on stderr: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from pdsync.cli.screen import draws, on_one_line, pencil


class Report(Protocol):
    """Tell how far something is."""

    def __call__(self, done: int, total: int, what: str = "", /) -> None:
        """`done` of `total` are finished; `what` names the step."""


def _silent(done: int, total: int, what: str = "", /) -> None:
    return None


@contextmanager
def progress(words: str, *, quiet: bool = False) -> Iterator[Report]:
    """A way to report progress while the work inside goes on."""
    if quiet or not draws(sys.stderr):
        yield _silent
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=pencil(sys.stderr),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task(on_one_line(words), total=None)

        def report(done: int, total: int, what: str = "", /) -> None:
            bar.update(task, completed=done, total=total, description=on_one_line(what or words))

        yield report
