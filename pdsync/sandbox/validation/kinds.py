"""The discovery documents' schemas, compiled once: messages, their fields, and what each field holds."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pdsync.sandbox.discovery import Json, Schemas, apis

TYPES = {
    "docs": "type.googleapis.com/google.apps.docs.v1",
    "sheets": "type.googleapis.com/google.apps.sheets.v4",
    "drive": "type.googleapis.com/google.apps.drive.v3",
    "drive.v2": "type.googleapis.com/google.apps.drive.v2",
}
LIST_VALUE = "type.googleapis.com/google.protobuf.ListValue"
SCALARS = {
    ("string", ""): "TYPE_STRING",
    ("string", "int64"): "TYPE_INT64",
    ("string", "uint64"): "TYPE_UINT64",
    ("string", "byte"): "TYPE_BYTES",
    ("string", "google-datetime"): "type.googleapis.com/google.protobuf.Timestamp",
    ("string", "google-fieldmask"): "type.googleapis.com/google.protobuf.FieldMask",
    ("boolean", ""): "TYPE_BOOL",
    ("integer", "int32"): "TYPE_INT32",
    ("integer", "uint32"): "TYPE_UINT32",
    ("number", "double"): "TYPE_DOUBLE",
    ("number", "float"): "TYPE_FLOAT",
}
WRAPPED = frozenset(
    {
        ("GridRange", "startRowIndex"),
        ("GridRange", "endRowIndex"),
        ("GridRange", "startColumnIndex"),
        ("GridRange", "endColumnIndex"),
        ("DimensionRange", "startIndex"),
        ("DimensionRange", "endIndex"),
    }
)
"""Fields of a wrapper type, which the documents show as plain numbers; a violation's path names their `value`."""
ENUMS = {
    "majorDimension": "Dimension",
    "dimension": "Dimension",
    "shiftDimension": "Dimension",
    "responseValueRenderOption": "ValueRenderOption",
    "responseDateTimeRenderOption": "DateTimeRenderOption",
    "insertDataOption": "AppendValuesRequest.InsertDataOption",
    "writeMode": "WriteControl.WriteMode",
    "horizontalAlignment": "HorizontalAlign",
    "verticalAlignment": "VerticalAlign",
}
"""Enums whose type is not called like the field that holds it; the documents do not name the types of enums."""

UNIONS = {
    ("docs", "Request"): ("request", None),
    ("docs", "WriteControl"): ("control", ("requiredRevisionId", "targetRevisionId")),
    ("docs", "Link"): ("destination", ("url", "bookmarkId", "headingId", "tabId", "bookmark", "heading")),
    ("docs", "CreateFootnoteRequest"): ("footnote_location", ("location", "endOfSegmentLocation")),
    ("docs", "DeleteNamedRangeRequest"): ("named_range_reference", ("namedRangeId", "name")),
    ("docs", "ReplaceNamedRangeContentRequest"): ("named_range_reference", ("namedRangeId", "namedRangeName")),
    ("docs", "UpdateTableCellStyleRequest"): ("cells", ("tableRange", "tableStartLocation")),
    ("sheets", "Request"): ("kind", None),
    ("sheets", "ExtendedValue"): ("value", None),
    ("sheets", "ColorStyle"): ("kind", None),
    ("sheets", "ConditionalFormatRule"): ("rule", ("booleanRule", "gradientRule")),
    ("sheets", "DataFilter"): ("filter", None),
    ("sheets", "FindReplaceRequest"): ("scope", ("range", "sheetId", "allSheets")),
    ("sheets", "PasteDataRequest"): ("kind", ("delimiter", "html")),
    ("sheets", "UpdateCellsRequest"): ("area", ("start", "range")),
}
"""Of Google's reference, for the documents do not tell: unions by message, with their members (None: all fields)."""
INSERTING = frozenset({"location", "endOfSegmentLocation"})
"""Members of the union `insertion_location`, wherever a message of Docs has both."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kind`: "scalar", "enum", "message", "map", "any" or "list" (a list inside a list or map)."""

    name: str
    kind: str
    repeated: bool = False
    type: str = ""
    """The type as Google names it: "TYPE_INT32", or a URL."""
    message: str = ""
    """The schema of a message, or of a map's values."""
    names: tuple[str, ...] = ()
    """An enum's names in the order of their numbers."""
    wrapped: bool = False
    inner: Field | None = None
    """What a map, or a list in a list, holds."""
    union: str = ""
    """The union that it is a member of: only one of them may be set."""
    words: bool = False
    """It is text, as most fields are, and there is one of it."""

    @property
    def proto(self) -> str:
        """The name as Google's violations spell it."""
        return snake(self.name)


@dataclass(frozen=True, slots=True)
class Message:
    """A schema: its fields by both of their spellings."""

    name: str
    type: str
    fields: dict[str, Field] = field(default_factory=dict)
    """By camelCase name."""
    spelled: dict[str, Field] = field(default_factory=dict)
    """By camelCase and by snake_case name."""


class Kinds(dict[str, Message]):
    """The messages of one API by their schemas' names, compiled when they are first met."""

    def __init__(self, api: str, schemas: Schemas) -> None:
        self.api = api
        self._schemas = schemas

    def __missing__(self, name: str) -> Message:
        made = self[name] = self._compiled(name, self._schemas[name].get("properties", {}))
        return made

    def _compiled(self, name: str, properties: dict[str, Json]) -> Message:
        fields = {each: self._field(name, each, spec) for each, spec in properties.items()}
        union, members = self._union(name, fields)
        fields |= {each: replace(fields[each], union=union) for each in members if each in fields}
        spelled = {snake(each): one for each, one in fields.items()} | fields
        return Message(name, f"{TYPES[self.api]}.{name}", fields, spelled)

    def _union(self, name: str, fields: dict[str, Field]) -> tuple[str, Collection[str]]:
        union, members = UNIONS.get((self.api, name), ("", ()))
        if not union and self.api == "docs" and fields.keys() >= INSERTING:
            return "insertion_location", INSERTING
        return union, fields if members is None else members

    def _field(self, owner: str, name: str, spec: Json) -> Field:
        if spec.get("type") == "array":
            return self._list(owner, name, spec["items"])
        if "$ref" in spec:
            return Field(name, "message", type=f"{TYPES[self.api]}.{spec['$ref']}", message=spec["$ref"])
        if spec.get("type") == "any":
            return Field(name, "any")
        if spec.get("type") == "object":
            return self._object(owner, name, spec)
        if "enum" in spec:
            return Field(name, "enum", type=self._enum(owner, name), names=tuple(spec["enum"]))
        format = spec.get("format", "")
        type = SCALARS.get((spec["type"], format), SCALARS.get((spec["type"], ""), "TYPE_STRING"))
        return Field(name, "scalar", type=type, wrapped=(owner, name) in WRAPPED, words=type == "TYPE_STRING")

    def _list(self, owner: str, name: str, items: Json) -> Field:
        one = self._field(owner, name, items)
        if one.repeated or one.kind == "any":
            return Field(name, "list", repeated=True, type=LIST_VALUE, inner=one)
        return Field(name, one.kind, True, one.type, one.message, one.names, one.wrapped, one.inner)

    def _object(self, owner: str, name: str, spec: Json) -> Field:
        if "additionalProperties" in spec:
            return Field(name, "map", inner=self._field(owner, name, spec["additionalProperties"]))
        inner = f"{owner}.{name}"
        if inner not in self:
            self[inner] = self._compiled(inner, spec.get("properties", {}))
        return Field(name, "message", type=f"{TYPES[self.api]}.{inner}", message=inner)

    def _enum(self, owner: str, name: str) -> str:
        if name == "type":
            return f"{TYPES[self.api]}.{owner}.Type"
        return f"{TYPES[self.api]}.{ENUMS.get(name, name[:1].upper() + name[1:])}"


@cache
def kinds(api: str) -> Kinds:
    """The messages of that API: "docs", "sheets", "drive"."""
    return next(Kinds(each.name, each.schemas) for each in apis() if each.name == api)


@cache
def snake(name: str) -> str:
    """The proto spelling of a camelCase name.

    >>> snake("updateParagraphStyle"), snake("a1Range")
    ('update_paragraph_style', 'a1_range')
    """
    return re.sub(r"[A-Z]", lambda match: "_" + match[0].lower(), name)


def quoted(value: Any) -> str:
    """A value as Google quotes it back: text in quotes with nothing escaped, a number as its digits."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        text = f"{value:.15g}"
        return text if float(text) == value else f"{value:.17g}"
    return str(value)
