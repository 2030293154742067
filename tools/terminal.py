"""`pdsync demo` as it looks on a terminal, as a picture for the README: `python -m tools.terminal`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI, TerminalTheme
from rich.text import Text

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "demo.svg"
COLUMNS = 112
DEMO = """\
from datetime import date
from pdsync.cli.demonstration import run
from pdsync.cli.screen import ready

ready()
run(students=30, seed=7, serve=False, data=None, today=date(2026, 11, 24))
"""
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
PAGE = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: FONT; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-family: FONT; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
""".replace("FONT", FONT)
"""As rich's own, without fonts from elsewhere."""


def typed(folder: Path) -> str:
    """What the demo prints on a terminal of so many columns."""
    env = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TMPDIR": str(folder), "PDSYNC_HOME": str(folder)}
    done = subprocess.run([sys.executable, "-c", DEMO], env=env, capture_output=True, encoding="utf-8", check=True)
    return re.sub(r"\S*/pdsync-demo-\S+", "a folder that is removed again", done.stdout)


def picture(text: str, theme: TerminalTheme = MONOKAI) -> str:
    """The text in a terminal's window, as SVG that fetches nothing."""
    pen = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    pen.print(Text("$ pdsync demo", style="bold green"))
    pen.print(Text.from_ansi(text.rstrip()))
    return pen.export_svg(title="pdsync demo", theme=theme, code_format=PAGE, unique_id="demo")


def main() -> int:
    """Take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture(typed(Path(folder))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
