"""`pdsync demo`: the whole job for a made-up cohort, on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from pdsync.cli.command import declare


@declare("demo", examples=("pdsync demo", "pdsync demo --students 12 --serve --data ./demo"), exits=(0, 1, 4))
@click.option("--students", type=click.IntRange(1, 300), default=30, show_default=True, help="How many students.")
@click.option(
    "--seed", type=int, default=7, show_default=True, help="Which cohort: the same number, the same students."
)
@click.option("--serve", is_flag=True, help="Keep the workspace up afterwards, to look around in a browser.")
@click.option("--data", type=click.Path(path_type=Path), help="Keep the workspace, config and roster in this folder.")
def command(students: int, seed: int, serve: bool, data: Path | None) -> None:
    """Watch pdsync do its whole job for a made-up cohort, without Google.

    Docs are handed out, scripted students write in them, the cohort Sheet fills, the flags name who needs a word.
    """
    from pdsync.cli.demonstration import run

    run(students=students, seed=seed, serve=serve, data=data)
