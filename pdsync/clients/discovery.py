"""Drive's methods as googleapiclient makes them, from the discovery documents that it ships, trimmed."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

METHODS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "drive.v3": {
            "files": ("update",),
            "permissions": ("delete",),
        },
    }
)
"""What pdsync calls by them, now and then; the rest of each document is left out, which makes building it cheap."""


_BUILDING = threading.Lock()


def resource(api: str, name: str) -> Any:
    """One resource of an API ("drive.v3", "files"): its methods make requests. Made once, because making it is dear."""
    with _BUILDING:
        return _resource(api, name)


@cache
def _resource(api: str, name: str) -> Any:
    from googleapiclient.discovery import build_from_document

    service = build_from_document(_trimmed(api), http=_NoHttp())
    return getattr(service, name)()


def _trimmed(api: str) -> dict[str, Any]:
    from importlib.resources import files

    shipped = files("googleapiclient") / "discovery_cache" / "documents" / f"{api}.json"
    document = json.loads(shipped.read_text(encoding="utf-8"))
    kept = {}
    for name, methods in METHODS[api].items():
        found = document["resources"][name]["methods"]
        kept[name] = {"methods": {method: _bare(found[method]) for method in methods}}
    names = ("name", "version", "rootUrl", "servicePath", "batchPath", "baseUrl", "parameters", "kind", "id")
    schemas = {"Any": {"id": "Any", "type": "object"}}
    return {key: document[key] for key in names if key in document} | {"resources": kept, "schemas": schemas}


def _bare(method: dict[str, Any]) -> dict[str, Any]:
    """A method without uploads and words; its body and its answer may be anything."""
    bare = {key: value for key, value in method.items() if key not in ("description", "supportsMediaUpload")}
    bare.pop("mediaUpload", None)
    for part in ("request", "response"):
        if part in bare:
            bare[part] = {"$ref": "Any"}
    return bare


class _NoHttp:
    """Requests are given their way out when they are made; nothing is sent from here."""

    def request(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("a request is sent over a line")

    def close(self) -> None:
        pass
