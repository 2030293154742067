"""The Sheet's colours: black is read on them, and people who see few colours tell them apart."""

from itertools import combinations

import pytest

from pdsync.clients.paint import GROUNDS, HEADING, INK, styled
from pdsync.goals.sheet_looks import Colour
from pdsync.goals.sheet_where import PLACES

SEEN = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is left of light for each kind of eye: Machado, Oliveira and Fernandes 2009, at full severity."""

APART = 9.0
"""A difference in CIELAB that is seen at a glance; 2.3 is just seen."""

GREATER_CONTRAST = 7.0
"""What WCAG 2 asks of text at its highest level."""

WHITE = "#ffffff"


def light(shade):
    parts = (int(shade[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one, other):
    levels = [
        sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), light(shade), strict=True)) for shade in (one, other)
    ]
    low, high = sorted(levels)
    return (high + 0.05) / (low + 0.05)


def lab(shade, eye):
    seen = [sum(a * b for a, b in zip(row, light(shade), strict=True)) for row in SEEN[eye]]
    red, green, blue = (min(1.0, max(0.0, part)) for part in seen)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one, other, eye):
    return sum((a - b) ** 2 for a, b in zip(lab(one, eye), lab(other, eye), strict=True)) ** 0.5


def test_the_measures_are_the_known_ones():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert lab("#ff0000", "all colours") == pytest.approx((53.24, 80.09, 67.2), abs=0.2)
    assert difference("#00a000", "#c86400", "no green") < difference("#00a000", "#c86400", "all colours") / 4


@pytest.mark.parametrize("ground", [*GROUNDS.values(), HEADING])
def test_black_is_read_on_every_ground(ground):
    assert contrast(INK, ground) >= GREATER_CONTRAST


@pytest.mark.parametrize("eye", SEEN)
def test_grounds_are_told_apart_by_every_eye(eye):
    for one, other in combinations((*GROUNDS.values(), WHITE), 2):
        assert difference(one, other, eye) >= APART, (one, other)


@pytest.mark.parametrize("eye", SEEN)
def test_the_parts_of_a_column_are_told_apart_by_every_eye(eye):
    for one, other in combinations([place.shade for place in PLACES.values()], 2):
        assert difference(one, other, eye) >= APART, (one, other)


def test_every_colour_has_a_ground_that_sheets_understands():
    assert set(GROUNDS) == set(Colour)
    for ground in GROUNDS.values():
        assert all(0 <= part <= 1 for part in styled(ground)["rgbColor"].values())
