"""What lies over a sheet's cells or beside them: charts where they are anchored, filter views to choose from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pdsync.sandbox.web.looks import Looks
from pdsync.sandbox.web.markup import Html, joined, tag
from pdsync.sandbox.web.spreadsheet.drawings import figure, numbers
from pdsync.sandbox.web.spreadsheet.grid import USUAL_WIDTH, Grid, Place
from pdsync.sandbox.web.spreadsheet.plots import Plot

Json = Mapping[str, Any]
NONE: Json = {}
LARGEST = 2000
"""Pixels beyond which a chart is not drawn larger, nor moved further."""


def _overlay(chart: Json) -> Json:
    found: Json = (chart.get("position") or NONE).get("overlayPosition") or NONE
    return found


def anchor_of(chart: Json) -> Place:
    """Row and column of the cell that a chart is anchored to."""
    cell = _overlay(chart).get("anchorCell") or NONE
    return cell.get("rowIndex", 0), cell.get("columnIndex", 0)


def width_of(sheet: Json) -> int:
    """How many columns a sheet's charts reach over, as far as columns of the usual width go."""
    reaches = [
        anchor_of(chart)[1] + math.ceil(min(_overlay(chart).get("widthPixels", 0), LARGEST) / USUAL_WIDTH)
        for chart in sheet.get("charts") or ()
    ]
    return max(reaches, default=0)


def laid(
    charts: Sequence[Json], plots: Sequence[Plot], grid: Grid, looks: Looks
) -> tuple[dict[Place, Html], Html | None]:
    """The charts over the cells that are shown, and what stands below the cells: the others, and all numbers."""
    over: dict[Place, Html] = {}
    below: list[Html | None] = []
    for chart, plot in zip(charts, plots, strict=False):
        place = anchor_of(chart)
        if place[0] in grid.rows and place[1] in grid.columns:
            over[place] = joined(over.get(place), _laid(chart, plot, looks))
            below.append(_numbers(plot))
        else:
            below.append(figure(plot))
    return over, tag("section", below, class_="charts", aria_label="Charts") if below else None


def _laid(chart: Json, plot: Plot, looks: Looks) -> Html:
    held = _overlay(chart)
    sizes = {
        "left": held.get("offsetXPixels", 0),
        "top": held.get("offsetYPixels", 0),
        "width": held.get("widthPixels", 600),
        "height": held.get("heightPixels", 371),
    }
    look = looks.name({name: f"{min(int(pixels), LARGEST)}px" for name, pixels in sizes.items()})
    return tag("div", figure(plot, told=False), class_=f"over {look}")


def _numbers(plot: Plot) -> Html | None:
    """A chart's numbers under its name, for who does not see the drawing."""
    told = numbers(plot)
    return tag("div", tag("b", tag("bdi", plot.title)), told, class_="chart told") if told else None


# ---- filter views


def chosen_view(sheet: Json, wanted: str) -> dict[str, Any] | None:
    """The sheet's filter view with that id, None if it has none such."""
    return next((view for view in sheet.get("filterViews") or () if str(view["filterViewId"]) == wanted), None)


def views(sheet: Json, chosen: Json | None, href: Callable[[int | None], str]) -> Html | None:
    """The sheet's filter views to choose from; `href`: where one is looked through, None: without any."""
    known = sheet.get("filterViews") or ()
    if not known:
        return None
    return tag("nav", "Filter views:", list(_choices(known, chosen, href)), class_="views", aria_label="Filter views")


def _choices(known: Sequence[Json], chosen: Json | None, href: Callable[[int | None], str]) -> Iterator[Html]:
    for view in (None, *known):
        here = "true" if view == chosen else None
        words = view["title"] if view else "All rows"
        yield tag("a", tag("bdi", words), href=href(view["filterViewId"] if view else None), aria_current=here)
