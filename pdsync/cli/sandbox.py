"""`pdsync sandbox`: a workspace on this machine that stands in for Google."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pdsync.cli.command import declare


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
    help="Milliseconds to wait before each answer.",
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
    from pdsync.sandbox import serve

    with serve(port=port, data=data, latency_ms=latency_ms, quota=quota) as sandbox:
        if as_json:
            place = {"url": sandbox.url, "admin_token": sandbox.admin_token, "data": str(data) if data else None}
            click.echo(json.dumps(place))
        else:
            click.echo(f"The sandbox is at {sandbox.url}. Stop it with Ctrl-C.")
            click.echo(f"Use it with: PDSYNC_GOOGLE_ENDPOINT={sandbox.url} pdsync …")
        sandbox.wait()
