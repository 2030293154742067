"""The question before something is done that no command takes back."""

from __future__ import annotations

import click


def confirmed(question: str, *, yes: bool) -> None:
    """Ask whether it is meant, unless that was said already (`yes`). SafetyStop if not, or if nobody is there."""
    from pdsync.errors import SafetyStop

    try:
        meant = yes or click.confirm(question, err=True)
    except click.Abort:  # nobody is there to ask
        click.echo("", err=True)
        meant = False
    if not meant:
        raise SafetyStop("Nothing was changed.", hint="the same command with --yes, if it is meant")
