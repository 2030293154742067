"""The discovery documents inside google-api-python-client: methods, parameters, schemas of Drive, Docs, Sheets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

APIS = ("drive.v3", "docs.v1", "sheets.v4")
OLD = {"drive.v2": frozenset({"drive.files.update"})}
"""Of the Drive before this one, what current clients still call: gspread's `import_csv`."""
Json = dict[str, Any]
Schemas = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Param:
    """A path or query parameter: its name, type and format, what is allowed and what is taken when it is not sent."""

    name: str
    type: str
    format: str = ""
    location: str = "query"
    required: bool = False
    repeated: bool = False
    enum: tuple[str, ...] = ()
    default: Any = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """One method of one API, under Google's id for it: "drive.files.copy"."""

    id: str
    api: str
    verb: str
    path: str
    params: dict[str, Param]
    schemas: Schemas
    request: str = ""
    response: str = ""
    scopes: tuple[str, ...] = ()
    downloads: bool = False
    uploads: tuple[tuple[str, str], ...] = ()
    """The protocols of an upload, with the path of each: ("simple", "/upload/drive/v3/files")."""

    @property
    def is_drive(self) -> bool:
        """Whether it answers in Drive's dialect."""
        return self.id.startswith("drive.")


@dataclass(frozen=True, slots=True)
class Api:
    """One discovery document: its methods, and the parameters that all of them take."""

    name: str
    methods: tuple[Method, ...]
    common: dict[str, Param]
    schemas: Schemas
    batch_path: str


@cache
def apis() -> tuple[Api, ...]:
    """Drive, Docs and Sheets, as the installed client library knows them."""
    current = [_api(_document(name)) for name in APIS]
    return (*current, *(_old(name, kept) for name, kept in OLD.items()))


@cache
def methods() -> dict[str, Method]:
    """All methods by their ids."""
    return {method.id: method for api in apis() for method in api.methods}


def _document(name: str) -> Json:
    # Found without an import: the sandbox uses nothing of the library but its data.
    spec = find_spec("googleapiclient")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("google-api-python-client is not installed: it holds the discovery documents")
    folder = Path(spec.submodule_search_locations[0]) / "discovery_cache" / "documents"
    document: Json = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return document


def _api(document: Json) -> Api:
    schemas = document["schemas"]
    base = "/" + document["servicePath"]
    found = tuple(_method(document["name"], base, schemas, each) for each in _walk(document))
    return Api(document["name"], found, _params(document["parameters"]), schemas, "/" + document["batchPath"])


def _old(name: str, kept: frozenset[str]) -> Api:
    """Some methods of an older version, under ids of their own: "drive.v2.files.update"."""
    api = _api(_document(name))
    start = api.name + "."
    found = tuple(
        replace(method, id=f"{name}.{method.id.removeprefix(start)}", api=name)
        for method in api.methods
        if method.id in kept
    )
    return replace(api, name=name, methods=found)


def _walk(resource: Json) -> Iterator[Json]:
    yield from resource.get("methods", {}).values()
    for each in resource.get("resources", {}).values():
        yield from _walk(each)


def _method(api: str, base: str, schemas: Schemas, spec: Json) -> Method:
    protocols = spec.get("mediaUpload", {}).get("protocols", {})
    return Method(
        id=spec["id"],
        api=api,
        verb=spec["httpMethod"],
        path=base + spec["path"],
        params=_params(spec.get("parameters", {})),
        schemas=schemas,
        request=spec.get("request", {}).get("$ref", ""),
        response=spec.get("response", {}).get("$ref", ""),
        scopes=tuple(spec.get("scopes", ())),
        downloads=bool(spec.get("supportsMediaDownload")),
        uploads=tuple((protocol, each["path"]) for protocol, each in protocols.items()),
    )


def _params(specs: Json) -> dict[str, Param]:
    return {name: _param(name, spec) for name, spec in specs.items()}


def _param(name: str, spec: Json) -> Param:
    kind = spec.get("type", "string")
    default = spec.get("default")
    if default is not None and kind == "boolean":
        default = default == "true"
    elif default is not None and kind == "integer":
        default = int(default)
    return Param(
        name=name,
        type=kind,
        format=spec.get("format", ""),
        location=spec.get("location", "query"),
        required=bool(spec.get("required")),
        repeated=bool(spec.get("repeated")),
        enum=tuple(spec.get("enum", ())),
        default=default,
        minimum=int(spec["minimum"]) if "minimum" in spec else None,
        maximum=int(spec["maximum"]) if "maximum" in spec else None,
    )
