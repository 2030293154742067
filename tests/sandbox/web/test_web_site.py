"""Who sees which files, mails and requests."""

import pytest
import requests
from goal_doc import STUDENT, TEACHER
from looking import edit

from pdsync.sandbox.users import account


def test_a_new_browser_is_the_staffs_and_a_person_can_be_chosen(sandbox, doc, visit):
    browser = visit()
    browser.open("/")
    assert "staff@school.example" in browser.source
    assert "SMART goals of Maya" not in browser.source
    browser.send("/person", email=STUDENT)
    assert "Maya O'brien" in browser.page.one("header").text
    assert browser.page.one("a", href=edit(doc)).text == "SMART goals of Maya"


def test_a_cookie_that_was_tampered_with_is_nobodys(sandbox, doc, visit):
    browser = visit(STUDENT)
    (cookie,) = browser.session.cookies
    browser.session.cookies.clear()
    held, _, _ = cookie.value.rpartition(".")
    browser.session.cookies.set(cookie.name, held + ".forged")
    browser.open("/")
    assert "Signed in as Staff" in browser.page.one("header").text


def test_the_cookie_is_for_this_site_only_and_no_script_reads_it(sandbox):
    answer = requests.get(sandbox.url, timeout=10)
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(answer.headers["Set-Cookie"].split("; "))


def test_what_is_no_address_is_no_person(visit):
    browser = visit()
    browser.open("/")
    browser.send("/person", email="<script>")
    assert browser.status == 400


@pytest.mark.parametrize("path", ["/document/d/{}/edit", "/spreadsheets/d/{}/edit"])
def test_who_has_no_access_sees_what_is_seen_of_a_file_that_is_not_there(doc, visit, path):
    stranger = visit("stranger@school.example")
    stranger.open(path.format(doc))
    hidden = stranger.page.one("main").text
    stranger.open(path.format("nosuchfile"))
    assert (stranger.status, stranger.page.one("main").text) == (404, hidden)


def test_mails_are_in_the_outbox(sandbox, doc, visit):
    def share(workspace):
        body = {"type": "user", "role": "reader", "emailAddress": "sam@school.example"}
        params = {"fileId": doc, "sendNotificationEmail": True, "emailMessage": "Have a <look>"}
        workspace.call("drive.permissions.create", account(workspace.store, TEACHER), params, body)

    assert "no mail" in visit().open("/outbox").page.one("main").text
    sandbox.do(share)
    row = visit().open("/outbox").page.one("tbody").one("tr")
    assert "sam@school.example" in row.text
    assert "Have a <look>" in row.text


def test_requests_are_in_the_journal(google, visit):
    google("drive.v3").files().create(
        body={"name": "A folder", "mimeType": "application/vnd.google-apps.folder"}
    ).execute()
    rows = visit().open("/journal").page.one("tbody").all("tr")
    assert [each.text for each in rows[0].children] == [
        "1",
        "drive.files.create",
        "staff@school.example",
        "200",
        "—",
        "yes",
    ]
