"""The addresses that pdsync knows by heart, held against the discovery documents that Google's client ships."""

import json
import re
from importlib.resources import files

import pytest

from pdsync.clients.discovery import METHODS as BUILT
from pdsync.clients.discovery import resource
from pdsync.clients.methods import METHODS, request_of
from pdsync.clients.retry import RULES


def shipped(api: str) -> dict:
    document = files("googleapiclient") / "discovery_cache" / "documents" / f"{api}.json"
    return json.loads(document.read_text(encoding="utf-8"))


APIS = {"drive": "drive.v3", "docs": "docs.v1", "sheets": "sheets.v4"}


@pytest.mark.parametrize("method", METHODS)
def test_an_address_is_the_one_in_the_discovery_document(method):
    api, *path, name = method.split(".")
    document = shipped(APIS[api])
    found = document
    for part in path:
        found = found["resources"][part]
    told = found["methods"][name]
    verb, address = METHODS[method]
    assert told["id"] == method
    assert told["httpMethod"] == verb
    assert address == document["rootUrl"] + document["servicePath"] + told["path"].replace("+", "")
    assert set(re.findall(r"\{(\w+)\}", address)) == {
        name for name, one in told["parameters"].items() if one["location"] == "path"
    }


def test_every_method_has_a_rule():
    built = {
        f"{api.split('.')[0]}.{name}.{method}"
        for api, all_ in BUILT.items()
        for name, some in all_.items()
        for method in some
    }
    known = {rule.split(":")[0] for rule in RULES}
    assert set(METHODS) | built <= known
    assert known <= set(METHODS) | built | {"sheets.spreadsheets.values.get"}


def test_what_stands_in_a_path_is_quoted():
    _, address = request_of("docs.documents.get", {"documentId": "a/../b?c#d é", "fields": "tabs(a,b)"})
    assert address.startswith("https://docs.googleapis.com/v1/documents/a%2F..%2Fb%3Fc%23d%20%C3%A9?")


def test_built_methods_are_googleapiclients_own():
    request = resource("drive.v3", "files").update(fileId="x", body={"name": "O'Brien"}, fields="id")
    assert request.methodId == "drive.files.update"
    assert request.uri == "https://www.googleapis.com/drive/v3/files/x?fields=id&alt=json"
    with pytest.raises(TypeError, match="unexpected keyword"):
        resource("drive.v3", "files").update(fileId="x", no_such_parameter=1)
