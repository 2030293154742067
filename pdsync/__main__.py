"""`python -m pdsync` and the console script."""

from __future__ import annotations

import sys

from pdsync import __version__


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        # Asked by scripts and installers: it costs no more than Python itself.
        sys.stdout.write(f"pdsync, version {__version__}\n")
        return
    from pdsync.cli import cli
    from pdsync.cli.screen import ready

    ready()
    cli(prog_name="pdsync")


if __name__ == "__main__":
    main()
