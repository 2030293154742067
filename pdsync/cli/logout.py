"""`pdsync logout`: revoke pdsync's access and forget the token."""

from __future__ import annotations

from pathlib import Path

import click

from pdsync.cli.command import configs, declare


@declare("logout", examples=("pdsync logout",), exits=(0, 2, 3, 4))
@configs
def command(configs: tuple[Path, ...]) -> None:
    """Sign out: revoke pdsync's access at Google and remove the token from this machine."""
    from pdsync.clients import signing
    from pdsync.config import load

    for settings in dict.fromkeys(load(path).google for path in configs):
        known = signing.logout(settings)
        click.echo("Signed out." if known else "Nobody was signed in.")
