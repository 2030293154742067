"""Charts as SVG, with their numbers as a table beside."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pdsync.sandbox.web.markup import Html, joined, tag
from pdsync.sandbox.web.spreadsheet.plots import COLOURS, DRAWN, Plot, Series

WIDTH, HEIGHT = 600, 320
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 12, 40
INK, LINE = "#53605b", "#d3d1c8"
SMALLEST = 1e-9
"""An axis that would be shorter is one long."""
LETTER = 7
"""About how wide a letter of the axes is."""
NAMES = {"COLUMN": "Column chart", "BAR": "Bar chart", "LINE": "Line chart", "AREA": "Area chart", "PIE": "Pie chart"}


def figure(plot: Plot, *, told: bool = True) -> Html:
    """A chart: title, drawing, legend, and if `told` the numbers as a table for who does not see the drawing."""
    name = NAMES.get(plot.kind, "Chart")
    drawn = plot.kind in DRAWN and any(value is not None for each in plot.series for value in each.values)
    inside: Html = tag("p", f"The sandbox does not draw this kind of chart ({plot.kind.lower()}).")
    if drawn:
        inside = tag(
            "svg",
            DRAWERS[plot.kind](plot),
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            role="img",
            aria_label=f"{name}: {plot.title or 'no title'}. {plot.says} Its numbers follow as a table.",
        )
    elif plot.kind in DRAWN:
        inside = tag("p", "There are no numbers to draw yet.")
    legend = _legend(plot) if drawn else None
    title = tag("figcaption", tag("bdi", plot.title or name))
    return tag("figure", title, inside, legend, numbers(plot) if told else None, class_="chart")


def numbers(plot: Plot) -> Html | None:
    """The numbers as a table that can be folded out."""
    if not plot.labels:
        return None
    head = tag("tr", tag("td"), (tag("th", tag("bdi", each.name), scope="col") for each in plot.series))
    rows = [
        tag("tr", tag("th", tag("bdi", label), scope="row"), (tag("td", shown(each.values[n])) for each in plot.series))
        for n, label in enumerate(plot.labels)
    ]
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="list")
    return tag("details", tag("summary", "The numbers as a table"), tag("div", table, class_="scroller"))


def shown(value: float | None) -> str:
    """A number without needless digits.

    >>> shown(3.0), shown(0.125), shown(None)
    ('3', '0.125', '')
    """
    return "" if value is None else f"{value:.10g}"


def _legend(plot: Plot) -> Html | None:
    if plot.kind == "PIE":
        entries = [(COLOURS[n % len(COLOURS)], f"{label}: {shown(value)}") for n, label, value in _slices(plot)]
    else:
        entries = [(each.colour, each.name) for each in plot.series]
    if len(entries) < 2 and plot.kind != "PIE":
        return None
    return tag("ul", (tag("li", _swatch(colour), tag("bdi", words)) for colour, words in entries), class_="legend")


def _swatch(colour: str) -> Html:
    square = tag("rect", width=12, height=12, fill=colour)
    return tag("svg", square, viewBox="0 0 12 12", class_="swatch", aria_hidden="true")


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of the values: from the lowest to the highest tick."""

    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        """Where a value lies between the two, 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """The values at the lines."""
        count = round((self.high - self.low) / self.step)
        return [self.low + number * self.step for number in range(count + 1)]


def scale_of(values: list[float]) -> Scale:
    """An axis with round numbers that holds 0 and those values.

    >>> scale_of([3, 17]).ticks()
    [0.0, 5.0, 10.0, 15.0, 20.0]
    """
    low, high = min(0.0, *values), max(0.0, *values)
    high = high if high - low > SMALLEST else low + 1.0
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= span / 5)
    return Scale(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def _totals(plot: Plot) -> list[float]:
    """Every value that has to fit; of stacked ones the sums."""
    if not plot.stacked:
        return [value for each in plot.series for value in each.values if value is not None]
    sums = [[each.values[n] or 0.0 for each in plot.series] for n in range(len(plot.labels))]
    return [sum(v for v in row if v > 0) for row in sums] + [sum(v for v in row if v < 0) for row in sums]


def _bars(plot: Plot, scale: Scale, room: float) -> Iterator[tuple[float, float, float, float, str]]:
    """Each bar: where it begins along the axis of labels, how thick it is, from and to which value's share."""
    slot = room / max(len(plot.labels), 1)
    thick = slot * 0.7 / (1 if plot.stacked else max(len(plot.series), 1))
    for n in range(len(plot.labels)):
        up = down = 0.0
        for number, each in enumerate(plot.series):
            value = each.values[n]
            if value is None:
                continue
            start = (up if value >= 0 else down) if plot.stacked else 0.0
            if plot.stacked:
                up, down = (up + value, down) if value >= 0 else (up, down + value)
            at = n * slot + slot * 0.15 + (0 if plot.stacked else number * thick)
            first, last = sorted((scale.share(start), scale.share(start + value)))
            yield at, thick, first, last, each.colour


def _columns(plot: Plot) -> Html:
    scale, height = scale_of(_totals(plot)), HEIGHT - TOP - BOTTOM
    bars = [
        _box(LEFT + at, TOP + (1 - last) * height, thick * 0.94, (last - first) * height, colour)
        for at, thick, first, last, colour in _bars(plot, scale, WIDTH - LEFT - RIGHT)
    ]
    return joined(_horizontal_lines(scale), bars, _labels_below(plot))


def _box(x: float, y: float, width: float, height: float, colour: str) -> Html:
    return tag("rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:.1f}", height=f"{max(height, 0):.1f}", fill=colour)


def _text(x: float, y: float, words: str, anchor: str = "middle") -> Html:
    return tag("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor, font_size=12, fill=INK)


def _line(x: float, y: float, to_x: float, to_y: float) -> Html:
    return tag("line", x1=f"{x:.1f}", y1=f"{y:.1f}", x2=f"{to_x:.1f}", y2=f"{to_y:.1f}", stroke=LINE)


def _cut(words: str, room: float) -> str:
    count = max(int(room / LETTER), 2)
    return words if len(words) <= count else words[: count - 1] + "…"


def _horizontal_lines(scale: Scale) -> list[Html]:
    height = HEIGHT - TOP - BOTTOM
    parts = []
    for tick in scale.ticks():
        y = TOP + (1 - scale.share(tick)) * height
        parts += [_line(LEFT, y, WIDTH - RIGHT, y), _text(LEFT - 6, y + 4, shown(tick), "end")]
    return parts


def _labels_below(plot: Plot) -> list[Html]:
    slot = (WIDTH - LEFT - RIGHT) / max(len(plot.labels), 1)
    every = max(1, math.ceil(30 / slot))
    return [
        _text(LEFT + (n + 0.5) * slot, HEIGHT - BOTTOM + 18, _cut(label, slot * every))
        for n, label in enumerate(plot.labels)
        if n % every == 0
    ]


def _lying(plot: Plot) -> Html:
    left = min(max((len(each) for each in plot.labels), default=4), 20) * LETTER + 16
    scale, width, height = scale_of(_totals(plot)), WIDTH - RIGHT - left, HEIGHT - TOP - BOTTOM
    parts = []
    for tick in scale.ticks():
        x = left + scale.share(tick) * width
        parts += [_line(x, TOP, x, TOP + height), _text(x, HEIGHT - BOTTOM + 18, shown(tick))]
    slot = height / max(len(plot.labels), 1)
    for at, thick, first, last, colour in _bars(plot, scale, height):
        parts.append(_box(left + first * width, TOP + at, (last - first) * width, thick * 0.94, colour))
    for n, label in enumerate(plot.labels):
        parts.append(_text(left - 6, TOP + (n + 0.5) * slot + 4, _cut(label, left - 12), "end"))
    return joined(parts)


def _points(each: Series, scale: Scale, count: int) -> Iterator[tuple[float, float]]:
    slot, height = (WIDTH - LEFT - RIGHT) / max(count, 1), HEIGHT - TOP - BOTTOM
    for n, value in enumerate(each.values):
        if value is not None:
            yield LEFT + (n + 0.5) * slot, TOP + (1 - scale.share(value)) * height


def _lines(plot: Plot) -> Html:
    scale = scale_of([value for each in plot.series for value in each.values if value is not None])
    base = TOP + (1 - scale.share(0)) * (HEIGHT - TOP - BOTTOM)
    parts = []
    for each in plot.series:
        points = list(_points(each, scale, len(plot.labels)))
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        if plot.kind == "AREA" and points:
            around = f"{points[0][0]:.1f},{base:.1f} {way} {points[-1][0]:.1f},{base:.1f}"
            parts.append(tag("polygon", points=around, fill=each.colour, fill_opacity="0.25"))
        parts.append(tag("polyline", points=way, fill="none", stroke=each.colour, stroke_width="2.5"))
        parts += [tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=3, fill=each.colour) for x, y in points]
    return joined(_horizontal_lines(scale), parts, _labels_below(plot))


def _slices(plot: Plot) -> list[tuple[int, str, float]]:
    values = plot.series[0].values if plot.series else ()
    pairs = zip(plot.labels, values, strict=True)
    return [(n, label, value) for n, (label, value) in enumerate(pairs) if value is not None and value > 0]


def _pie(plot: Plot) -> Html:
    slices = _slices(plot)
    total = sum(value for _, _, value in slices) or 1
    middle_x, middle_y, radius = WIDTH / 2, HEIGHT / 2, HEIGHT / 2 - 30
    parts, start = [], 0.0
    for n, _, value in slices:
        share = value / total
        parts.append(_slice(middle_x, middle_y, radius, start, share, COLOURS[n % len(COLOURS)]))
        angle = 2 * math.pi * (start + share / 2)
        x, y = middle_x + (radius + 18) * math.sin(angle), middle_y - (radius + 18) * math.cos(angle)
        parts.append(_text(x, y + 4, f"{share:.0%}"))
        start += share
    return joined(parts)


def _slice(x: float, y: float, radius: float, start: float, share: float, colour: str) -> Html:
    if share > 0.9999:
        return tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}", fill=colour)
    ends = [
        f"{x + radius * math.sin(2 * math.pi * at):.1f} {y - radius * math.cos(2 * math.pi * at):.1f}"
        for at in (start, start + share)
    ]
    arc = f"A{radius:.1f} {radius:.1f} 0 {int(share > 0.5)} 1 {ends[1]}"
    return tag("path", d=f"M{x:.1f} {y:.1f}L{ends[0]}{arc}Z", fill=colour, stroke="#ffffff")


DRAWERS: dict[str, Callable[[Plot], Html]] = {
    "COLUMN": _columns, "BAR": _lying, "LINE": _lines, "AREA": _lines, "PIE": _pie,
}  # fmt: skip
