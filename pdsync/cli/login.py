"""`pdsync login`: sign in to Google on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from pdsync.cli.command import configs, declare


@declare("login", examples=("pdsync login", "pdsync login --no-browser"), exits=(0, 2, 3, 4))
@configs
@click.option("--no-browser", is_flag=True, help="Print the address to visit instead of opening a browser.")
def command(configs: tuple[Path, ...], no_browser: bool) -> None:
    """Sign in to Google on this machine.

    pdsync asks for access to the files it makes itself (drive.file), and for more only where the config needs it: it
    says which and why. The token stays on this machine, readable by you alone.
    """
    from pdsync.clients import auth
    from pdsync.clients.scopes import needs_of
    from pdsync.config import load

    for path in configs:
        cohort = load(path)
        account = auth.login(
            cohort.google,
            open_browser=not no_browser,
            say=lambda text: click.echo(text, err=True),
            needs=needs_of(cohort),
        )
        click.echo(f"Signed in{f' as {account}' if account else ''}. Next: pdsync doctor")
