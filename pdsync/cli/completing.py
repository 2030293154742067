"""What a shell offers for a half-typed word: config files and students' keys, without asking Google for anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from pdsync.cli.command import DEFAULT
from pdsync.cli.screen import harmless

if TYPE_CHECKING:
    from pdsync.goals.model import Student

Items = list[CompletionItem[str]]
YAML = (".yaml", ".yml")


def config_files(incomplete: str) -> Items:
    """The YAML files that begin like this; if there is none, the shell completes any file or folder."""
    folder, _ = os.path.split(incomplete)
    try:
        names = sorted(os.listdir(folder or "."))  # noqa: PTH208 - what was typed is kept to the letter
    except OSError:
        names = []
    paths = (os.path.join(folder, name) for name in names if name.lower().endswith(YAML))  # noqa: PTH118
    found = [CompletionItem(harmless(path)) for path in paths if path.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


def student_keys(ctx: click.Context, incomplete: str) -> Items:
    """The keys that begin like this, with what the students are called; if there is none, files."""
    found = [
        CompletionItem(harmless(student.key), help=harmless(student.called))
        for student in _students(ctx)
        if student.key.casefold().startswith(incomplete.casefold())
    ]
    return found or [CompletionItem(incomplete, type="file")]


def _students(ctx: click.Context) -> Iterator[Student]:
    """The students on the rosters that lie on this machine; a config or roster that wants mending has none."""
    from pdsync.clients.wallet import home
    from pdsync.config import load
    from pdsync.errors import PdsyncError
    from pdsync.goals.cohort import CsvRoster
    from pdsync.roster import read_file

    for config in _configs(ctx):
        try:
            cohort = load(config, known=home() / "configs")
            if isinstance(cohort.roster, CsvRoster):
                yield from read_file(cohort.roster.path)
        except (PdsyncError, OSError):
            continue


def _configs(ctx: click.Context) -> tuple[Path, ...]:
    """The configs that the command line names so far."""
    named = ctx.params.get("configs") or ctx.params.get("config") or os.environ.get("PDSYNC_CONFIG") or DEFAULT
    return tuple(map(Path, named)) if isinstance(named, tuple | list) else (Path(named),)
