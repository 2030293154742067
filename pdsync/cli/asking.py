"""The question before something is done that no command takes back."""

from __future__ import annotations

import click


def confirmed(question: str, *, yes: bool) -> None:
    """Ask whether it is meant, unless that was said already (`yes`). SafetyStop if not, or if nobody is there."""
    from pdsync.errors import SafetyStop

    try:
        meant = yes or click.confirm(question, err=True)
    except click.Abort:
        click.echo("", err=True)
        message, hint = "Nobody was there to ask. Nothing was changed.", "the same command with --yes, if it is meant"
        raise SafetyStop(message, hint=hint) from None
    if not meant:
        raise SafetyStop("Nothing was changed.", hint="run it again whenever it is meant")
