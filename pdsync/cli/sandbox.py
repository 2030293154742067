"""`pdsync sandbox`: a workspace on this machine that stands in for Google."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pdsync.cli.command import declare
from pdsync.errors import UsageError

if TYPE_CHECKING:
    from pdsync.sandbox import Sandbox


@declare(
    "sandbox",
    examples=("pdsync sandbox --data ./sandbox", "pdsync sandbox --port 0 --json --quota off"),
    exits=(0, 2, 4),
)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 picks a free one.")
@click.option("--data", type=click.Path(path_type=Path), help="Keep the workspace in this folder.")
@click.option(
    "--latency",
    "latency_ms",
    type=click.FloatRange(0, 60_000),
    default=0,
    help="Milliseconds that each call takes at least.",
)
@click.option(
    "--quota",
    type=click.Choice(["real", "off"]),
    default="real",
    show_default=True,
    help="Count Google's limits a minute.",
)
@click.option("--json", "as_json", is_flag=True, help="Print address, admin token and folder as one JSON line.")
def command(port: int, data: Path | None, latency_ms: float, quota: str, as_json: bool) -> None:
    """Serve a workspace on this machine that stands in for Google: Drive, Docs, Sheets and sign-in.

    It answers on this machine only, keeps everything in one folder, and stops with Ctrl-C.
    """
    from pdsync.cli.session import at_pace
    from pdsync.sandbox import serve

    at_pace(objects=1_000_000)  # what it keeps is most of what it makes, and a look would make some caller wait
    with refusals(port, data), serve(port=port, data=data, latency_ms=latency_ms, quota=quota) as sandbox:
        sandbox.wait(ready=lambda: _tell(sandbox, data, as_json=as_json))


def _tell(sandbox: Sandbox, data: Path | None, *, as_json: bool) -> None:
    if as_json:
        place = {"url": sandbox.url, "admin_token": sandbox.admin_token, "data": str(data) if data else None}
        click.echo(json.dumps(place))
    else:
        click.echo(f"The sandbox is at {sandbox.url}. Stop it with Ctrl-C.")
        click.echo(f"Use it with: PDSYNC_GOOGLE_ENDPOINT={sandbox.url} pdsync …")


@contextmanager
def refusals(port: int, data: Path | None) -> Iterator[None]:
    """What keeps a sandbox from being served, in words."""
    try:
        yield
    except BlockingIOError as error:
        raise UsageError(f"The folder {data} is served by another sandbox.", hint="stop that one, or --data") from error
    except PermissionError as error:
        raise UsageError(f"{error.filename or f'Port {port}'}: this may not be used here.") from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise UsageError(f"Port {port} is taken.", hint="pdsync sandbox --port 0") from error
