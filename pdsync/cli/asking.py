"""The question before something is done that cannot be taken back with one command."""

from __future__ import annotations

import click


def agreed(question: str, *, yes: bool) -> bool:
    """Whether whoever types the command agrees; `yes`: it was said already. UsageError where nobody can answer."""
    if yes:
        return True
    try:
        if click.confirm(question, err=True):
            return True
    except click.Abort:
        raise click.UsageError("Nobody answered, so nothing was done; --yes says that it is meant.") from None
    click.echo("Nothing was done.", err=True)
    return False
