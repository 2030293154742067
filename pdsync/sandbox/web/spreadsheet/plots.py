"""What a chart shows, taken from its spec and the cells that it draws from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pdsync.sandbox.web.spreadsheet.formats import held_colour

Json = Mapping[str, Any]
NONE: Json = {}
COLOURS = ("#1f5f5b", "#b3480a", "#4a5fa8", "#7a4a86", "#5d6b1e", "#8f1d1d", "#2f6f9f", "#6b5a2a")
Cell = tuple[str, float | None]
"""What a cell shows, and its number if it is one."""
Reader = Callable[[Json], Sequence[Cell]]
"""The cells of a source range, row by row."""
DRAWN = frozenset({"COLUMN", "BAR", "LINE", "AREA", "PIE"})


@dataclass(frozen=True, slots=True)
class Series:
    """A row of numbers with a name and a colour."""

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart that is ready to be drawn. `kind` is COLUMN, BAR, LINE, AREA, PIE or one that is only told as a table.

    `says`: what it shows, in the words of who made it.
    """

    kind: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    says: str = ""


def plot_of(chart: Json, read: Reader) -> Plot:
    """What a chart of a spreadsheets.get answer shows."""
    spec = chart.get("spec") or NONE
    return replace(_plot_of(spec, read), says=str(spec.get("altText") or ""))


def _plot_of(spec: Json, read: Reader) -> Plot:
    title = spec.get("title", "")
    if "pieChart" in spec:
        pie = spec["pieChart"]
        return _plot("PIE", title, _data(pie.get("domain"), read), [(_data(pie.get("series"), read), None)], None)
    basic = spec.get("basicChart")
    if basic is None:
        kind = next((name.removesuffix("Chart") for name in spec if name.endswith("Chart")), "unknown")
        return Plot(kind.upper(), title, (), ())
    domains = basic.get("domains") or [NONE]
    series = [(_data(each.get("series"), read), held_colour(each, "color")) for each in basic.get("series") or ()]
    kind, stacked = basic.get("chartType", "COLUMN"), basic.get("stackedType", "NOT_STACKED") == "STACKED"
    domain = _data(domains[0].get("domain"), read)
    return _plot(kind, title, domain, series, basic.get("headerCount"), stacked=stacked)


def _data(held: Json | None, read: Reader) -> list[Cell]:
    sources = ((held or NONE).get("sourceRange") or NONE).get("sources") or ()
    return [cell for source in sources for cell in read(source)]


def _plot(
    kind: str,
    title: str,
    domain: list[Cell],
    series: list[tuple[list[Cell], str | None]],
    heads: int | None,
    *,
    stacked: bool = False,
) -> Plot:
    count = _guessed(series) if heads is None else heads
    length = max((_used(cells) for cells in (domain, *(cells for cells, _ in series))), default=0)
    labels = [words for words, _ in domain[count:length]]
    labels += [""] * (length - count - len(labels))
    made = []
    for number, (cells, colour) in enumerate(series):
        name = " ".join(words for words, _ in cells[:count] if words) or f"Series {number + 1}"
        values = tuple(value for _, value in cells[count : count + len(labels)])
        padded = values + (None,) * (len(labels) - len(values))
        made.append(Series(name, padded, colour or COLOURS[number % len(COLOURS)]))
    return Plot(kind, title, tuple(labels), tuple(made), stacked)


def _used(cells: list[Cell]) -> int:
    """How many cells there are up to the last one with something in it."""
    return max((number for number, (words, _) in enumerate(cells, 1) if words), default=0)


def _guessed(series: list[tuple[list[Cell], str | None]]) -> int:
    """How many cells at the start are a name: one, if there stands text over numbers."""
    for cells, _ in series:
        if len(cells) > 1 and cells[0][0] and cells[0][1] is None:
            return 1
    return 0
