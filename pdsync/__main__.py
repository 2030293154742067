"""`python -m pdsync` and the console script."""

from __future__ import annotations

import os
import sys

from pdsync import __version__


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"]:
        # Asked by scripts and installers: it costs no more than Python itself.
        sys.stdout.write(f"pdsync, version {__version__}\n")
        return
    from pdsync.cli import cli

    if "_PDSYNC_COMPLETE" in os.environ:
        from pdsync.cli.shells import register

        register()  # a shell asks, and is answered in bytes
    else:
        from pdsync.cli.screen import ready

        ready()
    cli(prog_name="pdsync")


if __name__ == "__main__":
    main()
