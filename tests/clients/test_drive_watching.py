"""Drive as an audit looks at it, and what puts files right again: through the port, against the sandbox."""

from __future__ import annotations

import pytest

from pdsync.sync.ports import COHORT, KIND, STUDENT, FileKind

STAFF = "staff@school.example"


@pytest.fixture
def folder(google):
    return google.drive.create(FileKind.FOLDER, name="F", marks={COHORT: "c", KIND: "folder"}).id


def doc(google, folder="", name="Sam – SMART goals – 2611", **marks):
    return google.drive.create(FileKind.DOC, name=name, marks={COHORT: "c", STUDENT: "s1", **marks}, folder=folder)


def test_an_audit_sees_whose_a_file_is_and_whether_it_can_be_shared_on(google, folder):
    made = doc(google, folder)
    (seen,) = (one for one in google.drive.watched("c") if one.file.id == made.id)
    assert (seen.owner, seen.passed_on) == (STAFF, True)
    google.drive.keep_in(made.id)
    (seen,) = (one for one in google.drive.watched("c") if one.file.id == made.id)
    assert not seen.passed_on


def test_a_domain_is_named_only_where_it_was_asked_for(google, box):
    made = doc(google)
    from pdsync.sandbox.users import account

    body = {"type": "domain", "role": "reader", "domain": "school.example"}
    box.do(
        lambda workspace: workspace.call(
            "drive.permissions.create", account(workspace.store, STAFF), {"fileId": made.id}, body
        )
    )
    (seen,) = google.drive.watched("c")
    assert {grant.domain for grant in seen.file.grants} == {"", "school.example"}
    (listed,) = google.drive.marked("c")
    assert {grant.domain for grant in listed.grants} == {""}


@pytest.mark.parametrize("name", ["Sam O'Brien’s SMART goals", 'a "quote" \\ and SMART goals', "زهراء SMART goals"])
def test_what_lies_beside_is_found_by_folder_and_by_name(google, folder, name):
    inside = google.drive.create(FileKind.DOC, name="anything", marks={}, folder=folder)
    named = google.drive.create(FileKind.DOC, name=name, marks={})
    binned = google.drive.create(FileKind.DOC, name=name, marks={})
    google.drive.discard(binned.id, ())
    google.drive.create(FileKind.SHEET, name=name, marks={})
    assert {one.file.id for one in google.drive.beside(folder, named=name)} == {inside.id, named.id}
    assert {one.file.id for one in google.drive.beside(folder)} == {inside.id}


def test_with_nothing_to_look_for_nothing_is_asked(google, calls):
    google.drive.marked("c")
    calls()
    assert google.drive.beside("") == ()
    assert calls() == []


def test_a_file_is_moved_out_and_back_and_taken_out_of_the_bin(google, folder):
    made = doc(google, folder)
    google.drive.move(made.id, into="", out_of=(folder,))
    assert google.drive.file(made.id).parents != (folder,)
    google.drive.move(made.id, into=folder, out_of=google.drive.file(made.id).parents)
    assert google.drive.file(made.id).parents == (folder,)
    google.drive.discard(made.id, ())
    google.drive.recover(made.id)
    assert not google.drive.file(made.id).trashed


def test_marks_are_taken_off_and_all_else_stays(google, folder):
    made = doc(google, folder, other="stays")
    google.drive.unmark(made.id, (COHORT, STUDENT))
    after = google.drive.file(made.id)
    assert after.marks == {"other": "stays"}
    assert (after.name, after.parents, after.trashed) == (made.name, made.parents, False)
