"""How help is laid out on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import click

NARROWEST, WIDEST = 20, 80


class Page(click.HelpFormatter):
    """Help that fits its terminal, a narrow one too."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        if width is None and click.formatting.FORCED_WIDTH is None:
            from shutil import get_terminal_size

            width = max(NARROWEST, min(get_terminal_size().columns, max_width or WIDEST) - 2)
        super().__init__(indent_increment, width, max_width)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of words and what they mean; on a narrow terminal the words get less room."""
        super().write_dl(rows, min(col_max, self.width // 3), col_spacing)


class Asked(click.Context):
    """A command line being read."""

    formatter_class = Page
