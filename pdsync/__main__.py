"""`python -m pdsync` and the console script."""

from __future__ import annotations

import sys

from pdsync import __version__


def main() -> None:
    """Run the command line; text goes out as UTF-8 on every system, Windows too."""
    for stream in (sys.stdout, sys.stderr):
        if (stream.encoding or "").casefold().replace("-", "") != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.argv[1:] == ["--version"]:
        # Asked by scripts and installers: it costs no more than Python itself.
        sys.stdout.write(f"pdsync, version {__version__}\n")
        return
    from pdsync.cli import cli

    cli(prog_name="pdsync")


if __name__ == "__main__":
    main()
