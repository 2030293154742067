"""YAML read as plain text values, each with the line it stands on; whatever is wrong with the file is a complaint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from pdsync.config.texts import one_fault
from pdsync.config.words import Where, dotted
from pdsync.errors import Complaint

Value = str | None | list["Value"] | dict[str, "Value"]

NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Page:
    """A YAML file's values. Scalars are kept as they were typed ("2611" stays text); `lines` says where each stands."""

    value: Value
    lines: dict[Where, int] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    def line(self, where: Where) -> int | None:
        """The line of that value, or of the nearest one around it."""
        for length in range(len(where), -1, -1):
            if (found := self.lines.get(where[:length])) is not None:
                return found
        return None


def read_page(text: str, *, source: str) -> Page:
    """The values of a YAML text; ConfigError when it is no YAML at all, complaints on the page when some keys clash."""
    try:
        node = _composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise one_fault(source, mark.line + 1 if mark else None, _in_words(error, text)) from None
    except RecursionError:
        raise one_fault(source, None, "this file is nested too deeply to be a config") from None
    except yaml.YAMLError as error:
        raise one_fault(source, None, f"this file is not YAML: {str(error).splitlines()[0]}") from None
    if node is None:
        raise one_fault(source, None, "this file is empty", hint="pdsync init")
    page = Page(None)
    page.value = _value(node, (), page, source, ())
    return page


def _composed(text: str) -> yaml.Node | None:
    """The YAML's nodes: by libyaml where it is at hand; what is wrong with a text is told by the loader in Python."""
    if quick := getattr(yaml, "CSafeLoader", None):
        try:
            return yaml.compose(text, Loader=quick)
        except (yaml.YAMLError, RecursionError):
            pass
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _value(node: yaml.Node, where: Where, page: Page, source: str, above: tuple[yaml.Node, ...]) -> Value:
    page.lines.setdefault(where, node.start_mark.line + 1)
    if any(node is one for one in above):
        page.complaints.append(Complaint(source, node.start_mark.line + 1, dotted(where), "this refers to itself"))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, where, page, source, above)
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*where, number), page, source, (*above, node)) for number, one in enumerate(node.value)]
    text = str(node.value)
    return None if getattr(node, "style", None) is None and text in NULLS else text


def _mapping(
    node: yaml.MappingNode, where: Where, page: Page, source: str, above: tuple[yaml.Node, ...]
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for key, line, value in _items(node):
        here = (*where, key)
        if key in found:
            first = page.lines[here]
            page.complaints.append(
                Complaint(
                    source, line, dotted(here), f"this key stands here a second time (first on line {first}); keep one"
                )
            )
            continue
        page.lines[here] = line
        found[key] = _value(value, here, page, source, (*above, node))
    return found


def _items(node: yaml.MappingNode) -> Iterator[tuple[str, int, yaml.Node]]:
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "{{…}}"
        yield name, key.start_mark.line + 1, value


def _in_words(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = error.problem or ""
    mark = error.problem_mark
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\\t" in problem or line[: len(line) - len(line.lstrip())].count("\t"):
        return "this line is indented with a tab; use spaces"
    if re.search(r":\s*\{\{", line):
        return "a text that begins with {{ must stand in quotes"
    if "mapping values are not allowed" in problem:
        return "there is a second colon in this line, or its indentation is off; put a text with a colon in quotes"
    if "could not find expected ':'" in problem:
        return "a colon is missing after a key here or in the line above; write `key: value`"
    if "expected a single document" in problem or "but found another document" in problem:
        return "there is more than one `---` in this file; keep one cohort a file"
    if "undefined alias" in problem:
        return "a text that starts with * must stand in quotes"
    if "while scanning a quoted scalar" in (error.context or ""):
        return "a quotation mark is opened here and never closed"
    if "expected <block end>" in problem:
        return "this line's indentation does not fit the lines above it"
    return f"this is not valid YAML ({problem}); check colons, quotes and indentation around this line"
