"""Drive through the port: marks, lists of any length, grants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsync.clients import drive as module
from pdsync.clients.drive import quoted
from pdsync.errors import NotFound
from pdsync.sync.ports import COHORT, KIND, STUDENT, FileKind, Invitation


def read_back(text: str) -> str:
    """What Drive's query language makes of a quoted text."""
    assert text[0] == text[-1] == "'"
    found, rest = [], iter(text[1:-1])
    for letter in rest:
        assert letter != "'"
        found.append(next(rest) if letter == "\\" else letter)
    return "".join(found)


@given(st.text())
def test_what_is_quoted_is_read_back(text):
    assert read_back(quoted(text)) == text


@pytest.mark.parametrize("cohort", ["c", "O'Brien's", "back\\slash", "a' or name contains '", "שנה א", "🌱"])
def test_files_are_found_by_their_marks(google, cohort):
    one = google.drive.create(FileKind.DOC, name="one", marks={COHORT: cohort, STUDENT: "s1"})
    google.drive.create(FileKind.DOC, name="other", marks={COHORT: "another"})
    google.drive.create(FileKind.DOC, name="none", marks={})
    [found] = google.drive.marked(cohort)
    assert found == one
    assert found.marks == {COHORT: cohort, STUDENT: "s1"}
    assert (found.mine, found.touched, found.trashed) == (True, False, False)


def test_a_copy_has_its_own_name_folder_and_marks(google):
    folder = google.drive.create(FileKind.FOLDER, name="F", marks={COHORT: "c", KIND: "folder"})
    source = google.drive.create(FileKind.DOC, name="T", marks={COHORT: "c", KIND: "template"}, folder=folder.id)
    google.drive.share(source.id, Invitation("sam@school.example", "reader"))
    copy = google.drive.copy(source.id, name="O'Brien 🌱", marks={COHORT: "c", STUDENT: "s1"}, folder=folder.id)
    assert copy.name == "O'Brien 🌱"
    assert copy.marks == {COHORT: "c", STUDENT: "s1"}
    assert copy.parents == (folder.id,)
    assert copy.kind is FileKind.DOC
    assert [grant.role for grant in copy.grants or ()] == ["owner"]


def test_lists_of_any_length_are_read_to_the_end(google, monkeypatch, calls):
    monkeypatch.setattr(module, "PAGE", 3)
    made = {google.drive.create(FileKind.DOC, name=f"{number}", marks={COHORT: "c"}).id for number in range(8)}
    calls()
    assert {file.id for file in google.drive.marked("c")} == made
    assert calls() == ["drive.files.list"] * 3


def test_a_file_by_its_id(google):
    doc = google.drive.create(FileKind.DOC, name="x", marks={COHORT: "c"})
    assert google.drive.file(doc.id) == doc
    assert google.drive.file("1" * 44) is None


def test_a_discarded_file_is_in_the_bin_and_nobodys(google):
    doc = google.drive.create(FileKind.DOC, name="x", marks={COHORT: "c", STUDENT: "s1"})
    google.drive.discard(doc.id, [COHORT, STUDENT])
    assert google.drive.marked("c") == ()
    found = google.drive.file(doc.id)
    assert found is not None
    assert found.trashed
    assert found.marks == {}


def test_marks_are_set_and_others_left(google):
    doc = google.drive.create(FileKind.DOC, name="x", marks={COHORT: "c"})
    google.drive.mark(doc.id, {STUDENT: "s1"})
    google.drive.mark(doc.id, {STUDENT: "s2"}, name="y")
    found = google.drive.file(doc.id)
    assert found is not None
    assert (found.name, found.marks) == ("y", {COHORT: "c", STUDENT: "s2"})


def test_grants_come_and_go(google):
    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.drive.share(doc.id, Invitation("sam@school.example", "writer", mail=True, message="Hello Sam"))
    google.drive.share(doc.id, Invitation("mentor@school.example", "commenter"))
    grants = {grant.email: grant for grant in google.drive.grants(doc.id)}
    assert {email: grant.role for email, grant in grants.items()} == {
        "staff@school.example": "owner",
        "sam@school.example": "writer",
        "mentor@school.example": "commenter",
    }
    google.drive.unshare(doc.id, grants["sam@school.example"].id)
    google.drive.unshare(doc.id, grants["sam@school.example"].id)
    assert len(google.drive.grants(doc.id)) == 2


def test_a_mail_has_the_message(google, box):
    from pdsync.sandbox.drive.mails import outbox

    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.drive.share(doc.id, Invitation("sam@school.example", "writer", mail=True, message="Hello Sam"))
    google.drive.share(doc.id, Invitation("ann@school.example", "writer", mail=False, message="Hello Ann"))
    mails = box.do(lambda workspace: outbox(workspace.store))
    assert [mail.to for mail in mails] == ["sam@school.example"]
    assert "Hello Sam" in mails[0].text


def test_a_template_that_is_not_there(google):
    with pytest.raises(NotFound, match="The template was not found"):
        google.drive.copy("1" * 44, name="x", marks={}, folder="2" * 44)


def test_the_account_is_known(google):
    assert google.drive.account() == "staff@school.example"


def test_a_role_is_changed_up_and_down_and_nobody_hears_of_it(google, box):
    from pdsync.sandbox.drive.mails import outbox

    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.drive.share(doc.id, Invitation("sam@school.example", "writer"))
    (sam,) = (one for one in google.drive.grants(doc.id) if one.role != "owner")
    for role in ("commenter", "commenter", "reader", "writer"):
        google.drive.let(doc.id, sam.id, role)
        assert {one.email: one.role for one in google.drive.grants(doc.id)}["sam@school.example"] == role
    assert not box.do(lambda workspace: outbox(workspace.store))
    google.drive.unshare(doc.id, sam.id)
    with pytest.raises(NotFound):
        google.drive.let(doc.id, sam.id, "reader")


def test_the_last_version_of_a_doc_is_another_after_somebody_else_wrote(google, box):
    from pdsync.sandbox.handwriting import Desk

    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    first = google.drive.revision(doc.id)
    google.drive.share(doc.id, Invitation("sam@school.example", "writer"))
    assert google.drive.revision(doc.id) == first != ""
    desk = Desk(box.url, box.token("sam@school.example"))
    desk.edit(doc.id, [{"insertText": {"location": {"index": 1}, "text": "Mine"}}])
    desk.close()
    assert google.drive.revision(doc.id) != first


def test_a_doc_is_exported_as_text(google):
    from pdsync.goals.template import BUILTIN

    doc = google.drive.create(FileKind.DOC, name="x", marks={})
    google.docs.write(doc.id, BUILTIN)
    text = google.drive.export(doc.id, "text/plain").decode()
    assert text.startswith("\ufeff")
    assert "Timebound" in text
