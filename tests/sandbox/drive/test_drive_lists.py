from __future__ import annotations

from itertools import chain

import pytest
from desk import DOC, FOLDER, KIM, STAFF

from pdsync.sandbox.drive.defaults import names
from pdsync.sandbox.faults import lags
from pdsync.sandbox.faults.actions import Lag


def shelf(desk, *names, **fields):
    for name in names:
        desk.make(name, **fields)
        desk.later(minutes=1)


def walked(desk, **params):
    found, token = [], ""
    while True:
        page = desk.call("files.list", **params, **({"pageToken": token} if token else {}))
        found.append([each["name"] for each in page["files"]])
        token = page.get("nextPageToken")
        if not token:
            return found


def test_what_was_modified_last_comes_first_the_bin_included(desk):
    shelf(desk, "a", "b", "c")
    first = desk.call("files.list", q="name = 'a'")["files"][0]["id"]
    desk.call("files.update", fileId=first, body={"trashed": True})
    assert desk.names() == ["c", "b", "a"]
    desk.call("files.update", fileId=first, body={"name": "A"})
    assert desk.names() == ["A", "c", "b"]


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ("name", ["doc 12", "doc 2", "Doc 3", "f"]),
        ("name_natural desc", ["f", "doc 12", "Doc 3", "doc 2"]),
        ("folder,name", ["f", "doc 12", "doc 2", "Doc 3"]),
        ("folder desc,createdTime desc", ["doc 12", "Doc 3", "doc 2", "f"]),
        ("starred desc,name", ["Doc 3", "doc 12", "doc 2", "f"]),
        ("quotaBytesUsed,name desc", ["f", "Doc 3", "doc 2", "doc 12"]),
        ("recency", ["f", "doc 2", "Doc 3", "doc 12"]),
        ("viewedByMeTime desc", ["doc 12", "Doc 3", "doc 2", "f"]),
        ("modifiedByMeTime", ["f", "doc 2", "Doc 3", "doc 12"]),
        ("sharedWithMeTime,modifiedTime desc", ["doc 12", "Doc 3", "doc 2", "f"]),
    ],
)
def test_lists_are_sorted_by_any_of_drives_keys(desk, order, answer):
    shelf(desk, "f", kind=FOLDER)
    shelf(desk, "doc 2")
    shelf(desk, "Doc 3", starred=True)
    shelf(desk, "doc 12")
    assert desk.names(orderBy=order) == answer
    assert list(chain(*walked(desk, orderBy=order, pageSize=1))) == answer


@pytest.mark.parametrize("order", ["nonsense", "name asc", "name desc desc", "", "name,,folder"])
def test_an_unknown_sort_key_is_refused(desk, order):
    if order:
        assert desk.refused("files.list", orderBy=order) == (400, "invalid", "Invalid Value", "orderBy")
    else:
        assert desk.names(orderBy=order) == []


def test_a_sort_key_named_twice_is_refused(desk):
    assert desk.refused("files.list", orderBy="name,name desc")[0] == 403


def test_pages_hold_every_file_once(desk):
    shelf(desk, *(f"doc {number}" for number in range(7)))
    pages = walked(desk, pageSize=3)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert sorted(chain(*pages)) == [f"doc {number}" for number in range(7)]


def test_a_file_made_between_two_pages_pushes_none_twice(desk):
    shelf(desk, "a", "b", "c", "d")
    first = desk.call("files.list", pageSize=2)
    desk.make("new")
    second = desk.call("files.list", pageSize=2, pageToken=first["nextPageToken"])
    assert [each["name"] for each in first["files"] + second["files"]] == ["d", "c", "b", "a"]


def test_a_page_token_is_good_for_its_own_question_and_person(desk):
    shelf(desk, "a", "b", "c")
    token = desk.call("files.list", pageSize=1)["nextPageToken"]
    refusal = (400, "invalid", "Invalid Value", "pageToken")
    assert desk.refused("files.list", pageToken=token, q="trashed = false") == refusal
    assert desk.refused("files.list", pageToken=token, orderBy="name") == refusal
    assert desk.refused("files.list", pageToken=token, by=KIM) == refusal
    for wrong in ("x", token[:-2], token + "A", "~!!~AI9", "é"):
        assert desk.refused("files.list", pageToken=wrong) == refusal


@pytest.mark.parametrize("size", [0, -1, 1001])
def test_a_page_has_one_to_a_thousand_files(desk, size):
    message = f"Invalid value '{size}'. Values must be within the range: [value: 1\n, value: 1000\n]"
    assert desk.refused("files.list", pageSize=size) == (400, "invalidParameter", message, "pageSize")


WRONG = [
    ("pageSize", {"pageSize": 0}),
    ("orderBy", {"orderBy": "nonsense"}),
    ("supportsAllDrives", {"includeItemsFromAllDrives": True}),
    ("q", {"q": "nonsense"}),
    ("orderBy", {"q": "fullText contains 'x'", "orderBy": "name"}),
    ("pageToken", {"pageToken": "nonsense"}),
]


@pytest.mark.parametrize("number", range(len(WRONG) - 1), ids=[where for where, _ in WRONG[:-1]])
def test_of_several_mistakes_the_first_one_in_drives_order_is_told(desk, number):
    given = {}
    for _, each in reversed(WRONG[number:]):
        given |= each
    assert desk.refused("files.list", **given)[3] == WRONG[number][0]


def test_fulltext_and_orderby_do_not_go_together(desk):
    message = (
        "Sorting is not supported for queries with fullText terms. Results are always in descending relevance order."
    )
    refusal = desk.refused("files.list", q="trashed or fullText contains 'x'", orderBy="name")
    assert refusal == (400, "badRequest", message, "orderBy")


def test_what_lies_in_a_shared_folder_is_listed_but_not_as_shared_with_me(desk):
    folder = desk.make("Cohort", FOLDER)
    desk.make("Goals", folder=desk.make("Inner", FOLDER, folder=folder))
    desk.share(folder, role="reader")
    assert set(desk.names(by=KIM)) == {"Cohort", "Inner", "Goals"}
    assert desk.found("sharedWithMe", by=KIM) == {"Cohort"}


def test_what_a_link_opens_is_not_listed(desk):
    doc = desk.make("Linked")
    desk.share(doc, None, "reader", kind="anyone")
    assert desk.file(doc, by=KIM)["name"] == "Linked"
    assert desk.names(by=KIM) == []


def test_a_new_file_may_be_missing_from_lists_for_a_while_and_is_found_by_id(desk):
    doc = desk.make("Slow")
    lags.hide(desk.store, doc, Lag(seconds=30, calls=None), desk.now)
    assert desk.names() == []
    assert desk.file(doc)["name"] == "Slow"
    desk.later(seconds=31)
    assert desk.names() == ["Slow"]


def test_the_time_of_modification_may_lag_behind(desk):
    doc = desk.make()
    before = desk.file(doc)["modifiedTime"]
    desk.later(minutes=1)
    lags.hold(desk.store, doc, before, desk.now.replace(minute=59))
    desk.type_into(doc, "x")
    assert desk.file(doc)["modifiedTime"] == desk.call("files.list")["files"][0]["modifiedTime"] == before


@pytest.mark.parametrize(
    ("mask", "inside", "answer"),
    [
        ("id,name", "", {"id", "name"}), ("*", "", None), ("files(id,owners/me)", "files", {"id", "owners"}),
        ("files/id,kind", "files", {"id"}), ("files", "files", None), ("kind", "files", set()), ("*", "files", None),
        ("files(*)", "files", None), ("nextPageToken, files( id , permissions(id,role) )", "files", {"id", "permissions"}),
    ],
)  # fmt: skip
def test_only_what_a_mask_names_is_worked_out(mask, inside, answer):
    found = names(mask, inside)
    assert found == (None if answer is None else frozenset(answer))


def test_three_thousand_docs_are_listed_and_three_hundred_of_them_found(desk):
    folder = desk.make("Cohort", FOLDER)
    template = desk.make("Template", DOC, folder=folder)
    desk.type_into(template, "word " * 200)
    for number in range(300):
        body = {"name": f"Doc {number}", "properties": {"cohort": "c", "student": str(number)}}
        desk.call("files.copy", fileId=template, body=body)
    desk.store.db.execute("BEGIN")
    for number in range(2700):
        copied = f"{number:044}"
        desk.store.db.execute(
            "INSERT INTO files (id, name, mime_type, owner, parent, created, modified) VALUES (?, 'x', ?, ?, ?, ?, ?)",
            (copied, DOC, STAFF, folder, number, number),
        )
        desk.store.db.execute(
            "INSERT INTO permissions (file_id, id, type, role, email, made) VALUES (?, ?, 'user', 'owner', ?, 0)",
            (copied, desk.user(STAFF).permission_id, STAFF),
        )
    desk.store.db.execute("COMMIT")
    mask = "nextPageToken,files(id,name,properties,version,modifiedTime,parents,permissions(id,role,emailAddress))"
    query = "properties has { key='cohort' and value='c' }"
    assert [len(page) for page in walked(desk, q=query, fields=mask, pageSize=1000)] == [300]
    assert sum(len(page) for page in walked(desk, fields=mask, pageSize=1000)) == 3002
