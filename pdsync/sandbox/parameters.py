"""Path and query parameters, typed by the discovery document, and the ones that every method takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pdsync.sandbox import refusals
from pdsync.sandbox.asked import Asked, Pairs
from pdsync.sandbox.discovery import Method, Param, methods
from pdsync.sandbox.refusals import Refusal
from pdsync.sandbox.validation.kinds import TYPES, Field, quoted, snake
from pdsync.sandbox.validation.scalars import Unfit, scalar
from pdsync.sandbox.validation.violations import Violation, invalid, refusal, unbound

EVERYWHERE = frozenset(
    {
        "$.xgafv",
        "$alt",
        "$callback",
        "$fields",
        "$key",
        "$prettyPrint",
        "$quotaUser",
        "access_token",
        "alt",
        "bearer_token",
        "callback",
        "fields",
        "key",
        "oauth_token",
        "prettyPrint",
        "quotaUser",
        "trace",
        "upload_protocol",
        "userIp",
    }
)
"""What every method takes. `uploadType` is not among them: where nothing is uploaded Docs and Sheets refuse it."""
SCALARS = {"boolean": "TYPE_BOOL", "integer": "TYPE_INT32", "string": "TYPE_STRING", "number": "TYPE_DOUBLE"}
LONG = {"int64": "TYPE_INT64", "uint64": "TYPE_UINT64", "uint32": "TYPE_UINT32"}
ENUMS = {"insertDataOption": "AppendValuesRequest.InsertDataOption", "majorDimension": "Dimension"}
ENUMS |= {"responseValueRenderOption": "ValueRenderOption", "responseDateTimeRenderOption": "DateTimeRenderOption"}
CALLBACK = re.compile(r"[A-Za-z0-9_$.\[\]]+")
UNPLAYED: dict[str, tuple[Any, ...]] = {
    "allowItemDeletion": (False,),
    "commentsViewMode": ("", "COMMENTS_VIEW_MODE_UNSPECIFIED", "COMMENTS_VIEW_MODE_OMITTED"),
    "includeCorpusRemovals": (False,),
    "includeLabels": ("",),
    "includePermissionsForView": ("",),
    "keepRevisionForever": (False,),
    "useContentAsIndexableText": (False,),
    "useDomainAdminAccess": (False,),
}
"""Parameters that would change what a method does, and the values with which they do not."""
PLAYED_HERE = frozenset({("docs.documents.get", "commentsViewMode")})
COMPACT = frozenset({"false", "0"})


@dataclass(slots=True)
class Look:
    """How the answer is wanted: the error format, indented or compact, wrapped in a function's call."""

    xgafv: str = ""
    pretty: bool = True
    callback: str = ""
    alt: str = ""
    fields: str | None = None


def look(asked: Asked) -> Look:
    """What the parameters of every method say: of a repeated one the first, but of `$.xgafv` the last."""
    found = Look()
    given: dict[str, str] = {}
    for name, value in asked.query:
        if name == "$.xgafv":
            found.xgafv = value
        elif name in EVERYWHERE:
            given.setdefault(name.removeprefix("$"), value)
    found.pretty = given.get("prettyPrint", "") not in COMPACT
    found.alt = given.get("alt", "")
    found.fields = given.get("fields", asked.headers.get("X-Goog-FieldMask"))
    if asked.verb == "GET" and found.alt.lower() in ("", "json"):
        found.callback = given.get("callback", "")
    return found


def check_look(look: Look) -> None:
    """Refuses an error format, a callback, or a form of the answer that there is not."""
    if look.xgafv not in ("", "1", "2"):
        words = f"Invalid value '{look.xgafv}' for system query parameter : $.xgafv"
        raise refusals.rpc("INVALID_ARGUMENT", f"Invalid query parameters. {words}")
    if look.callback and not CALLBACK.fullmatch(look.callback):
        words = "only alphabet, number, '_', '$', '.', '[' and ']' are allowed."
        raise refusals.rpc("INVALID_ARGUMENT", f"Invalid JSONP callback name: '{look.callback}'; {words}")


def check_alt(look: Look, method: Method) -> None:
    """Refuses a form of the answer that the method does not have."""
    alt = look.alt.lower()
    if alt in ("", "json") or (alt == "media" and method.downloads):
        return
    if alt == "media":
        raise refusals.rpc("INVALID_ARGUMENT", f'Unsupported alt type "{alt}" for non byte stream request.')
    raise refusals.rpc("INVALID_ARGUMENT", f"Invalid value \"{look.alt}\" for query parameter 'alt'")


def read(method: Method, path: dict[str, str], query: Pairs, *, strict: bool = True) -> dict[str, Any]:
    """The method's own parameters by their names, with defaults. Refusal for what is unknown, missing or wrong."""
    params, violations = _given(method, path, query, strict=strict)
    if violations:
        raise refusal(violations)
    for name, spec in method.params.items():
        if name in params:
            _check_range(method, spec, params[name])
        elif spec.required:
            raise _missing(method, spec)
        elif spec.default is not None:
            params[name] = spec.default
    for name in UNPLAYED.keys() & params.keys():
        if params[name] not in UNPLAYED[name] and (method.id, name) not in PLAYED_HERE:
            raise refusals.not_played(f"the parameter {name}")
    return params


def _given(
    method: Method, path: dict[str, str], query: Pairs, *, strict: bool
) -> tuple[dict[str, Any], list[Violation]]:
    params: dict[str, Any] = {}
    violations: list[Violation] = []
    known = _spelled(method)
    for name, text in [*path.items(), *query]:
        spec = known.get(name)
        if spec is None:
            if name not in EVERYWHERE and not _passed_over(method, name, strict=strict):
                violations.append(unbound(name))
            continue
        try:
            value = scalar(_field(method, spec), text)
        except Unfit:
            violations.append(invalid(snake(spec.name), _field(method, spec).type, quoted(text)))
            continue
        if spec.repeated:
            params.setdefault(spec.name, []).append(value)
        elif spec.name not in params or not method.is_drive:
            # Of a repeated parameter Drive reads the first, Docs and Sheets the last.
            params[spec.name] = value
    return params, violations


def _passed_over(method: Method, name: str, *, strict: bool) -> bool:
    """Whether a parameter that is not the method's is ignored. Drive ignores those of its other methods (recorded)."""
    if method.uploads and name == "uploadType":
        return True
    return method.is_drive and (not strict or name in _of_drive())


@cache
def _of_drive() -> frozenset[str]:
    return frozenset(name for each in methods().values() if each.is_drive for name in each.params)


@cache
def _spelled(method: Method) -> dict[str, Param]:
    """The parameters by their names in camelCase and in snake_case."""
    return {snake(name): spec for name, spec in method.params.items()} | method.params


@cache
def _field(method: Method, spec: Param) -> Field:
    if spec.enum and not method.is_drive:
        type = ENUMS.get(spec.name, spec.name[:1].upper() + spec.name[1:])
        return Field(spec.name, "enum", type=f"{TYPES[method.api]}.{type}", names=spec.enum)
    return Field(spec.name, "scalar", type=LONG.get(spec.format, SCALARS.get(spec.type, "TYPE_STRING")))


def _check_range(method: Method, spec: Param, value: Any) -> None:
    if spec.enum and method.is_drive and value not in spec.enum:
        words = f"Invalid string value: '{value}'. Allowed values: [{', '.join(spec.enum)}]"
        raise refusals.drive(400, "invalidParameter", words, location=spec.name)
    if not isinstance(value, int) or isinstance(value, bool):
        return
    least, most = spec.minimum, spec.maximum
    if (least is not None and value < least) or (most is not None and value > most):
        words = f"Invalid value '{value}'. Values must be within the range: [value: {least}\n, value: {most}\n]"
        raise refusals.drive(400, "invalidParameter", words, location=snake(spec.name))


def _missing(method: Method, spec: Param) -> Refusal:
    if method.is_drive:
        return refusals.drive(400, "required", f"Required parameter: {spec.name}", location=spec.name)
    return refusals.rpc("INVALID_ARGUMENT", f"Required parameter: {spec.name}")
