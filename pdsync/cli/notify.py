"""`pdsync notify`: a test of who hears of scheduled runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import configs, declare

if TYPE_CHECKING:
    from pdsync.goals.cohort import Cohort


@declare("notify", examples=("pdsync notify", "pdsync notify -c 2611.yaml -c 2612.yaml"), exits=(0, 1, 2))
@configs
@click.pass_context
def command(ctx: click.Context, configs: tuple[Path, ...]) -> None:
    """Send a test message to whom `pdsync sync --notify` would write.

    Who that is stands in the config, below notify: mail, a webhook, or both. Nothing is read or written at Google.
    """
    from pdsync.cli.session import each_cohort

    ctx.exit(each_cohort(configs, _test))


def _test(cohort: Cohort) -> int:
    from pdsync.cli.boundary import told
    from pdsync.cli.notifying import channels_of, named, send
    from pdsync.errors import PdsyncError, UsageError
    from pdsync.goals.notice import trial

    channels, code = channels_of(cohort.notify), 0
    if not channels:
        raise UsageError(f"The config of {cohort.name} names nobody to tell.", hint="add notify: to the config")
    for channel in channels:
        try:
            send(channel, trial([cohort.name]))
            click.echo(f"A test was sent to {named(channel)}.")
        except PdsyncError as error:
            code = max(code, told(error))
    return code
