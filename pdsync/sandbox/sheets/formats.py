"""Number formats: what a cell shows of a number, a date or a text, given its format's pattern."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from pdsync.sandbox.sheets import clock_formats
from pdsync.sandbox.sheets.locales import Locale, locale_of

Json = dict[str, Any]
DATES = ("DATE", "TIME", "DATE_TIME")
TOKEN = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(General)|([eE][+-])|(.)', re.DOTALL)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
COLORS = re.compile(r"(?i)black|blue|cyan|green|magenta|red|white|yellow|color\d+")
CURRENCY = re.compile(r"\$([^-\]]*)(?:-.*)?")
DIGITS = "0#?"
TOO_LARGE = 1e15


def default_pattern(kind: str, locale: Locale) -> str:
    """The pattern of a format that has a type only."""
    patterns = {
        "TEXT": "@", "NUMBER": "#,##0.00", "PERCENT": "0.00%", "CURRENCY": f'"{locale.currency}"#,##0.00',
        "DATE": locale.date, "TIME": locale.time, "DATE_TIME": f"{locale.date} {locale.clock}",
        "SCIENTIFIC": "0.00E+00",
    }  # fmt: skip
    return patterns.get(kind, "General")


def is_date(number_format: Json | None) -> bool:
    """Whether numbers in that format are days or times."""
    return bool(number_format) and (number_format or {}).get("type") in DATES


def shown(value: float | str, number_format: Json | None, locale_name: str) -> str:
    """What the cell shows of that value.

    >>> shown(0.5, {"type": "PERCENT", "pattern": "0%"}, "en_US"), shown(1 / 3, None, "en_US")
    ('50%', '0.3333333333')
    """
    locale = locale_of(locale_name)
    if not number_format:
        return value if isinstance(value, str) else general(value, locale)
    fmt = number_format
    pattern = fmt.get("pattern") or (default_pattern(fmt["type"], locale) if fmt.get("type") else "General")
    sections = _sections(pattern)
    if isinstance(value, str):
        return _text(value, sections)
    section, number = _chosen(sections, value)
    if "@" in section and not any(digit in section for digit in DIGITS):
        return section.replace("@", general(value, locale))
    if clock_formats.is_clock(section) and fmt.get("type", "DATE") != "NUMBER":
        return clock_formats.shown(section, value)
    return _number(section, number, locale)


@lru_cache(maxsize=512)
def _sections(pattern: str) -> tuple[str, ...]:
    parts, current, inside = [], "", False
    for mark in pattern:
        inside ^= mark == '"'
        if mark == ";" and not inside:
            parts.append(current)
            current = ""
        else:
            current += mark
    return (*parts, current)


def _text(value: str, sections: tuple[str, ...]) -> str:
    section = sections[3] if len(sections) > 3 else next((each for each in sections if "@" in each), "@")
    return "".join(value if token[7] == "@" else token[0] or token[1] or token[7] or "" for token in _tokens(section))


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[tuple[str | None, ...], ...]:
    """Of each piece: literal, escaped, space, fill, bracket, General, exponent, mark."""
    return tuple(match.groups() for match in TOKEN.finditer(section))


def _chosen(sections: tuple[str, ...], value: float) -> tuple[str, float]:
    for section in sections:
        condition = next((CONDITION.fullmatch(token[4]) for token in _tokens(section) if token[4]), None)
        if condition and _holds(value, condition[1], float(condition[2])):
            return section, value
    if any(CONDITION.fullmatch(token[4]) for section in sections for token in _tokens(section) if token[4]):
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: float, sign: str, bound: float) -> bool:
    results = {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound,
        "<>": value != bound,
    }  # fmt: skip
    return results[sign]


def general(value: float, locale: Locale) -> str:
    """A number without a format: up to ten significant digits.

    >>> general(2.0, Locale()), general(0.0009765625, Locale()), general(1e15, Locale())
    ('2', '0.0009765625', '1E+15')
    """
    if math.isinf(value) or math.isnan(value):
        return "#NUM!"
    size = abs(value)
    if size >= TOO_LARGE or 0 < size < 1e-9:
        mantissa, exponent = f"{value:.5E}".split("E")
        return f"{_trimmed(mantissa)}E{exponent[0]}{int(exponent[1:]):02d}".replace(".", locale.decimal)
    if value == int(value):
        return str(int(value))
    whole = len(str(int(size))) if size >= 1 else 1 + math.floor(math.log10(size))
    return _trimmed(f"{value:.{max(0, 10 - whole)}f}").replace(".", locale.decimal)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(section: str, value: float, locale: Locale) -> str:
    tokens = [token for token in _tokens(section) if not (token[4] and _silent(token[4]))]
    if any(token[5] for token in tokens):
        return "".join(general(value, locale) if token[5] else _literal(token) for token in tokens)
    marks = [token[7] or "" for token in tokens]
    places = [index for index, mark in enumerate(marks) if mark and mark in DIGITS]
    if not places:
        return ("-" if value < 0 else "") + "".join(_literal(token) for token in tokens)
    return _filled(tokens, places, value, locale)


def _silent(bracket: str) -> bool:
    return bool(COLORS.fullmatch(bracket) or CONDITION.fullmatch(bracket))


def _literal(token: tuple[str | None, ...]) -> str:
    if token[2]:
        return " "
    if token[4]:
        match = CURRENCY.fullmatch(token[4])
        return match[1] if match else ""
    return token[0] or token[1] or token[7] or ""


def _filled(tokens: list[tuple[str | None, ...]], places: list[int], value: float, locale: Locale) -> str:
    first, last = places[0], places[-1]
    body = "".join((token[7] or token[6] or "") for token in tokens[first : last + 1])
    body = "." + body if first and tokens[first - 1][7] == "." else body
    start = first - 1 if body.startswith(".") else first
    end = last + 1
    scaled = value * 100 ** sum(token[7] == "%" for token in tokens)
    while end < len(tokens) and tokens[end][7] == ",":
        scaled, end = scaled / 1000, end + 1
    digits = _digits(body, abs(scaled), locale)
    before = "".join(_literal(token) for token in tokens[:start])
    after = "".join(_literal(token) for token in tokens[end:])
    sign = "-" if scaled < 0 and any(mark in digits for mark in "123456789") else ""
    return sign + before + digits + after


def _digits(body: str, value: float, locale: Locale) -> str:
    if exponent := re.search(r"[eE]([+-])", body):
        return _scientific(body, exponent, value, locale)
    whole_pattern, _, part_pattern = body.partition(".")
    part_places = sum(part_pattern.count(mark) for mark in DIGITS)
    text = f"{_rounded(value, part_places):.{part_places}f}"
    whole, _, part = text.partition(".")
    least = whole_pattern.count("0")
    whole = whole.lstrip("0").rjust(least, "0")
    if "," in whole_pattern:
        whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", locale.group, whole)
    kept = len(part_pattern.rstrip("#?").replace(",", ""))
    while len(part) > kept and part.endswith("0"):
        part = part[:-1]
    return whole + (locale.decimal + part if part or ("." in body and part_places == 0) else "")


def _rounded(value: float, places: int) -> float:
    """Half away from zero, as people expect of 0.125 and of 1.005."""
    nudged = float(value) * 10**places
    if math.isinf(nudged):
        return value
    return float(math.floor(nudged + 0.5 + abs(nudged) * 1e-15) / 10**places)


def _scientific(body: str, exponent: re.Match[str], value: float, locale: Locale) -> str:
    power = math.floor(math.log10(value)) if value else 0
    mantissa = _digits(body[: exponent.start()], value / 10**power if value else 0, locale)
    if mantissa.startswith("10"):
        power += 1
        mantissa = _digits(body[: exponent.start()], value / 10**power, locale)
    least = body[exponent.end() :].count("0")
    sign = "-" if power < 0 else "+" if exponent[1] == "+" else ""
    return f"{mantissa}E{sign}{abs(power):0{least}d}"
