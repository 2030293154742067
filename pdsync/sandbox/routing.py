"""Which method a request line names: the raw path against the discovery documents' templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from pdsync.sandbox.discovery import Method, apis

_VARIABLE = re.compile(r"\{(\+?)(\w+)\}")
LENIENT = ("/drive/", "/v1/", "/v4/")


@dataclass(frozen=True, slots=True)
class Found:
    """A method, the path parameters of this request, decoded, and the upload protocol, if it is an upload."""

    method: Method
    path: dict[str, str]
    upload: str = ""


@dataclass(frozen=True, slots=True)
class _Route:
    pattern: re.Pattern[str]
    literal: int
    method: Method
    upload: str


class Router:
    """All methods by verb and number of path segments, those with the most literal characters first."""

    def __init__(self) -> None:
        self._routes: dict[tuple[str, int], list[_Route]] = {}
        for api in apis():
            for method in api.methods:
                self._add(method, method.path, "")
                for protocol, path in method.uploads:
                    self._add(method, path, protocol)
        for routes in self._routes.values():
            routes.sort(key=lambda route: -route.literal)

    def _add(self, method: Method, template: str, upload: str) -> None:
        literal = len(_VARIABLE.sub("", template))
        route = _Route(re.compile(_pattern(template)), literal, method, upload)
        self._routes.setdefault((method.verb, template.count("/")), []).append(route)

    def find(self, verb: str, path: str) -> Found | None:
        """The method for a verb and a path that is still percent-encoded; None if there is none.

        A slash at the end and one before the colon of a verb are passed over: known clients send them.
        """
        found = self._find(verb, path)
        if found is None and path.startswith(LENIENT) and (plain := path.replace("/:", ":").removesuffix("/")) != path:
            return self._find(verb, plain)
        return found

    def _find(self, verb: str, path: str) -> Found | None:
        for route in self._routes.get((verb, path.count("/")), ()):
            if matched := route.pattern.fullmatch(path):
                return Found(
                    route.method, {name: unquote(text) for name, text in matched.groupdict().items()}, route.upload
                )
        return None


@cache
def router() -> Router:
    """The one router: the discovery documents do not change while the process runs."""
    return Router()


def _pattern(template: str) -> str:
    pieces, at = [], 0
    for variable in _VARIABLE.finditer(template):
        pieces.append(re.escape(template[at : variable.start()]))
        pieces.append(f"(?P<{variable[2]}>[^/]+)")
        at = variable.end()
    return "".join(pieces) + re.escape(template[at:])
