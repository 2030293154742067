"""`pdsync login`: sign in to Google on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare

if TYPE_CHECKING:
    from pdsync.clients.scopes import Need
    from pdsync.clients.signing import Say
    from pdsync.clients.wallet import Pass
    from pdsync.goals.cohort import Cohort


@declare(
    "login",
    examples=("pdsync login", "pdsync login --no-browser", "pdsync login --account careers@school.example"),
    exits=(0, 2, 3, 4, 130),
)
@configs
@click.option(
    "--no-browser",
    is_flag=True,
    help="For a server: print the address to visit on any machine, and take the one that the browser ends on.",
)
@click.option(
    "--account", default="", metavar="EMAIL", help="The account to sign in as, even if another one was before."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port of this machine on which the browser comes back. [default: a free one]",
)
def command(configs: tuple[Path, ...], no_browser: bool, account: str, port: int) -> None:
    """Sign in to Google on this machine.

    pdsync asks for access to the files it makes itself (drive.file), and for more only where the config needs it: it
    says which and why. The token stays on this machine, readable by you alone.
    """
    from pdsync.clients import signing, wallet

    for group, needs in _sign_ins(configs):
        first = group[0]
        kept = signing.login(
            first.google,
            say=_say,
            needs=needs,
            open_browser=not no_browser,
            port=port,
            paste=_line,
            account=account,
            before=next(filter(None, (wallet.account_before(one.key, one.google.endpoint) for one in group)), ""),
        )
        for cohort in group:
            _tried(cohort, kept, _say)
            wallet.remember(cohort.key, cohort.google.endpoint, kept.account)
        click.echo(f"Signed in{f' as {kept.account}' if kept.account else ''}. Next: pdsync doctor")


def _say(text: str) -> None:
    click.echo(text, err=True)


def _sign_ins(configs: tuple[Path, ...]) -> Iterator[tuple[list[Cohort], list[Need]]]:
    """The cohorts of the configs, those with one sign-in together, and all that they need."""
    from pdsync.clients.auth import account_of
    from pdsync.clients.scopes import needs_of
    from pdsync.clients.transport import Door
    from pdsync.config import load

    groups: dict[Path, list[Cohort]] = {}
    for cohort in map(load, configs):
        account = account_of(cohort.google, Door(cohort.google.endpoint), needs_of(cohort))
        groups.setdefault(account.path, []).append(cohort)
    for group in groups.values():
        yield group, [need for cohort in group for need in needs_of(cohort)]


def _tried(cohort: Cohort, kept: Pass, say: Say) -> None:
    """Try what cannot be seen from the sign-in alone, and say how long it will last."""
    from pdsync.cli.session import google_of
    from pdsync.clients.signing import lasting
    from pdsync.errors import NotFound

    drive = cohort.google.shared_drive
    if drive and google_of(cohort).drive.file(drive) is None:
        raise NotFound(
            f"The shared drive (google.shared_drive) is not there for {kept.account}.",
            hint=f"add {kept.account} to the shared drive as Manager, then: pdsync doctor",
        )
    if sentence := lasting(cohort.google, kept):
        say(sentence)


def _line() -> str | None:
    """A line that somebody types; None if none comes any more.

    Read from the descriptor itself, because a thread that waits in sys.stdin holds up the end of the program.
    """
    import os
    import sys

    try:
        handle = sys.stdin.fileno()
    except (OSError, ValueError, AttributeError):
        return sys.stdin.readline() or None
    typed = bytearray()
    while piece := os.read(handle, 1):
        typed += piece
        if piece == b"\n":
            break
    return typed.decode("utf-8", "replace") or None
