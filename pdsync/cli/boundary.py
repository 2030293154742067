"""The one place where failures end: a sentence and the next command on stderr, and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from pdsync.errors import PdsyncError

EXIT_CODES = {
    0: "done",
    1: "some students failed, all else is done",
    2: "wrong usage, or the config or roster needs mending",
    3: "not signed in",
    4: "Google refused or cannot be reached",
    5: "stopped for safety",
    10: "--fail-on found some",
    70: "a fault in pdsync itself",
    130: "interrupted",
}
"""What each exit code means; every command's --help names those it can end with."""

OWN_FAULT = 70
INTERRUPTED = 130


@contextmanager
def guarded(ctx: click.Context) -> Iterator[None]:
    """Whatever goes wrong inside is said in plain words; PDSYNC_DEBUG=1 shows the traceback of what was unforeseen."""
    try:
        yield
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing is lost; it is safe to run again.", err=True)
        ctx.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        ctx.exit(0)
    except Exception as error:
        ctx.exit(told(error))


def told(error: Exception) -> int:
    """Say on stderr what went wrong; the exit code that it means."""
    from pdsync.errors import PdsyncError

    if isinstance(error, PdsyncError):
        click.echo(str(error), err=True)
        if error.hint:
            click.echo(f"Next: {error.hint}", err=True)
        return error.exit_code
    if os.environ.get("PDSYNC_DEBUG"):
        raise error
    click.echo(
        f"pdsync stumbled over something it did not expect ({type(error).__name__}). It is safe to run again.\n"
        "Next: run the same command with PDSYNC_DEBUG=1 set, and report what it prints.",
        err=True,
    )
    return OWN_FAULT


class Outcome(Protocol):
    """What came of a command that did something for each student; `str` says it in a line."""

    @property
    def stopped(self) -> PdsyncError | None:
        """Why the run could not go on."""

    @property
    def whole(self) -> bool:
        """Whether everything was done for everybody."""


def came_to(done: Outcome, sentences: Iterable[str]) -> int:
    """Say on stderr what concerns the cohort, what it came to, and why it stopped; the exit code."""
    for sentence in (*sentences, str(done)):
        click.echo(sentence, err=True)
    if done.stopped:
        return told(done.stopped)
    return 0 if done.whole else 1
