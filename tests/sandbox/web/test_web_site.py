"""The pages over HTTP, without a script: who sees what, what forms do, and what is turned away."""

import socket
from urllib.parse import quote, urlsplit

import cohort_sheet
import goal_doc
import pytest
import requests
from browsing import Visit
from goal_doc import PROMPTS, READER, STUDENT, TEACHER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdsync.sandbox import serve
from pdsync.sandbox.users import account


@pytest.fixture
def doc(sandbox):
    """A goal Doc, shared with the student to write and with a mentor to read."""

    def make(workspace):
        id = goal_doc.made(workspace)
        goal_doc.share(workspace, id, STUDENT, "writer")
        goal_doc.share(workspace, id, READER, "reader")
        return id

    return sandbox.do(make)


@pytest.fixture
def sheet(sandbox):
    def make(workspace):
        id = cohort_sheet.made(workspace)
        goal_doc.share(workspace, id, READER, "commenter")
        return id

    return sandbox.do(make)


def edit(id, query=""):
    return f"/document/d/{id}/edit{query}"


def cells(id, query=""):
    return f"/spreadsheets/d/{id}/edit{query}"


def as_google(sandbox, id, email=STUDENT):
    return sandbox.do(lambda workspace: goal_doc.get(workspace, account(workspace.store, email), id))


def lines(sandbox, id):
    return goal_doc.lines(as_google(sandbox, id))


def pen(page, words):
    return next(each for each in page.all("a", "pen") if words in each.text).attributes["href"]


def value(sandbox, id, where, option="FORMATTED_VALUE"):
    return sandbox.do(
        lambda workspace: cohort_sheet.values(workspace, account(workspace.store, TEACHER), id, where, option)
    )


# Who is who


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


# Reading a Doc


def test_a_student_sees_the_doc_with_ways_to_write(doc, visit):
    student = visit(STUDENT).open(edit(doc))
    assert student.page.one("h1").text == "SMART goals of Maya"
    assert student.page.all("a", "pen")
    select = student.page.one("select", data_dropdown=dropdown(student))
    assert [each.text for each in select.all("option")] == list(goal_doc.STATUSES)


def dropdown(browser):
    return next(
        each.attributes["data-dropdown"] for each in browser.page.all("select") if "data-dropdown" in each.attributes
    )


def test_a_reader_sees_it_without_and_is_told_so(doc, visit):
    reader = visit(READER).open(edit(doc))
    assert "You may read this Doc." in reader.page.one("main").text
    assert not reader.page.all("form")
    assert reader.page.one("span", "dropdown").text == "Chosen: Not started"


@pytest.mark.parametrize("end", ["", "/", "/view", "/preview", "/write"])
def test_other_addresses_of_a_doc_lead_to_its_page(doc, visit, end):
    student = visit(STUDENT).open(f"/document/d/{doc}{end}?tab=t.0&tab=x&path=y")
    assert student.answer.url.partition("?")[0].endswith(f"{doc}/edit")


def test_a_tab_with_a_child_is_found_in_the_navigation(sandbox, doc, visit):
    def add(workspace):
        user = account(workspace.store, TEACHER)
        properties = {"title": "Check-ins <1>"}
        answer = goal_doc.batch(workspace, user, doc, [{"addDocumentTab": {"tabProperties": properties}}])
        parent = answer["replies"][0]["addDocumentTab"]["tabProperties"]["tabId"]
        child = {"title": "Week 1", "parentTabId": parent}
        goal_doc.batch(workspace, user, doc, [{"addDocumentTab": {"tabProperties": child}}])

    sandbox.do(add)
    student = visit(STUDENT).open(edit(doc))
    tabs = student.page.one("nav", "tabs")
    assert [each.text for each in tabs.all("a")] == ["Tab 1", "Check-ins <1>", "Week 1"]
    student.open(tabs.all("a")[2].attributes["href"])
    student.submit(student.page.one("form", "adding"), text="In the child tab")
    document = as_google(sandbox, doc)
    child = document["tabs"][1]["childTabs"][0]["documentTab"]["body"]["content"]
    assert [goal_doc.text_of(each) for _, each in goal_doc.all_paragraphs(child)] == ["In the child tab\n"]


# Writing in a Doc


def test_a_student_writes_an_answer_without_a_script(sandbox, doc, visit):
    student = visit(STUDENT).open(edit(doc))
    student.open(pen(student.page, f"Write below “{PROMPTS[0]}"))
    student.submit(student.page.one("form", "editing"), text="I will give a talk\r\nto 20 people <b>")
    assert student.said == "Saved."
    found = lines(sandbox, doc)
    at = found.index(PROMPTS[0])
    assert found[at + 1 : at + 4] == ["I will give a talk", "to 20 people <b>", PROMPTS[1]]


def test_a_student_writes_in_a_cell_of_the_log(sandbox, doc, visit):
    student = visit(STUDENT).open(edit(doc))
    student.open([each for each in student.page.one("article").one("table").all("a", "pen")][3].attributes["href"])
    student.submit(student.page.one("form", "editing"), text="2026-11-24")
    table = next(block["table"] for block in goal_doc.body_of(as_google(sandbox, doc)) if "table" in block)
    cell = table["tableRows"][1]["tableCells"][0]["content"]
    assert goal_doc.text_of(cell[0]["paragraph"]) == "2026-11-24\n"


def test_text_around_a_dropdown_is_rewritten_and_the_dropdown_stays(sandbox, doc, visit):
    student = visit(STUDENT).open(edit(doc))
    student.open(pen(student.page, "Edit “Status:"))
    student.submit(student.page.one("form", "editing"), text=["My status: ", " since Monday"])
    document = as_google(sandbox, doc)
    line = next(
        each for _, each in goal_doc.all_paragraphs(goal_doc.body_of(document)) if "My status" in goal_doc.text_of(each)
    )
    kinds = [next(kind for kind in ("textRun", "dropdown") if kind in each) for each in line["elements"]]
    assert kinds == ["textRun", "dropdown", "textRun"]


def test_a_paragraph_is_added_at_the_end(sandbox, doc, visit):
    student = visit(STUDENT).open(edit(doc))
    student.submit(student.page.one("form", "adding"), text="One more thing")
    assert lines(sandbox, doc)[-1] == "One more thing"
    student.submit(student.page.one("form", "adding"), text="And another")
    assert lines(sandbox, doc)[-2:] == ["One more thing", "And another"]


def test_a_status_is_chosen_and_a_box_is_ticked(sandbox, doc, visit):
    student = visit(STUDENT).open(edit(doc))
    id = dropdown(student)
    form = student.page.one("form", id="choose")
    student.submit(form, dropdown=id, **{f"option-{id}": "dropdownItem.o2"})
    assert student.said == "Chosen."
    assert student.page.one("option", selected="").text == "Done"
    box = student.page.all("button", "box")[1]
    student.submit(student.page.one("form", id="tick"), box=box.attributes["value"])
    boxes = student.page.all("button", "box")
    assert [each.attributes["aria-checked"] for each in boxes] == ["false", "true"]
    student.submit(student.page.one("form", id="tick"), box=boxes[1].attributes["value"])
    assert [each.attributes["aria-checked"] for each in student.page.all("button", "box")] == ["false", "false"]


def test_two_people_write_in_two_places_and_both_are_kept(sandbox, doc, visit):
    student, teacher = visit(STUDENT).open(edit(doc)), visit(TEACHER).open(edit(doc))
    student.open(pen(student.page, f"Write below “{PROMPTS[1]}"))
    teacher.open(pen(teacher.page, "Edit “This Doc is yours"))
    teacher.submit(teacher.page.one("form", "editing"), text="Yours.\r\nAll of it.")
    student.submit(student.page.one("form", "editing"), text="Every week")
    found = lines(sandbox, doc)
    assert found[found.index(PROMPTS[1]) + 1] == "Every week"
    assert found[1:3] == ["Yours.", "All of it."]


def test_a_clash_is_told_and_what_was_typed_is_still_in_the_form(sandbox, doc, visit):
    student, teacher = visit(STUDENT).open(edit(doc)), visit(TEACHER).open(edit(doc))
    for browser in (student, teacher):
        browser.open(pen(browser.page, f"Write below “{PROMPTS[1]}"))
    teacher.submit(teacher.page.one("form", "editing"), text="Ask me about this")
    student.submit(student.page.one("form", "editing"), text="My <own> words")
    assert student.status == 409
    assert "Somebody else changed this paragraph" in student.said
    form = student.page.one("form", "editing")
    assert form.one("textarea").text == "\nMy <own> words"
    assert "Ask me about this" in form.one(id="clash").text
    assert "My <own> words" not in lines(sandbox, doc)
    student.submit(form, text="Ask me about this\r\nMy <own> words")
    found = lines(sandbox, doc)
    assert found[found.index(PROMPTS[1]) + 1 :][:2] == ["Ask me about this", "My <own> words"]


def test_words_for_a_paragraph_that_is_gone_are_kept_in_the_field_at_the_end(sandbox, doc, visit):
    student = visit(STUDENT).open(edit(doc))
    student.open(pen(student.page, f"Write below “{PROMPTS[1]}"))
    form = student.page.one("form", "editing")

    def clear(workspace):
        user = account(workspace.store, TEACHER)
        place = goal_doc.find(workspace, user, doc, PROMPTS[0])
        area = {"startIndex": place, "endIndex": place + sum(len(each) + 2 for each in PROMPTS)}
        goal_doc.batch(workspace, user, doc, [{"deleteContentRange": {"range": area}}])

    sandbox.do(clear)
    student.submit(form, text="My words")
    assert student.status == 409
    assert student.page.one("form", "adding").one("textarea").text == "\nMy words"


def test_what_the_core_refuses_is_told_and_kept(sandbox, doc, visit):
    student = visit(STUDENT).open(edit(doc))
    id = dropdown(student)
    student.submit(student.page.one("form", id="choose"), dropdown=id, **{f"option-{id}": "nosuch"})
    assert student.status == 400
    assert "This was not saved. The Doc answered:" in student.said


def test_who_may_only_read_cannot_write_by_sending_a_form_of_their_own(sandbox, doc, visit):
    reader = visit(READER).open("/")
    before = lines(sandbox, doc)
    for path in ("write", "add", "choose", "tick", "suggestion"):
        reader.open("/")
        reader.send(
            f"/document/d/{doc}/{path}", text="x", where=":1", tab="t.0", box=":1:on:", dropdown="x", suggestion="x"
        )
        assert reader.status == 403, path
    assert lines(sandbox, doc) == before


def test_a_suggestion_is_shown_and_accepted(sandbox, doc, visit):
    def suggest(workspace):
        user = account(workspace.store, TEACHER)
        request = {"insertText": {"location": {"index": 1}, "text": "Our "}}
        goal_doc.batch(workspace, user, doc, [request], writeControl={"writeMode": "SUGGEST"})

    sandbox.do(suggest)
    student = visit(STUDENT).open(edit(doc))
    assert student.page.one("ins").text == "[suggested: Our ]"
    assert "Our" not in visit(READER).open(edit(doc)).page.one("article").text
    student.submit(student.page.one("aside").one("form"), answer="accept")
    assert not student.page.all("ins")
    assert lines(sandbox, doc)[0] == "Our SMART goals of Maya"


def test_a_comment_made_through_drive_stands_in_the_margin(doc, google, visit):
    body = {"content": "When <exactly>?"}
    google("drive.v3", TEACHER).comments().create(fileId=doc, body=body, fields="id").execute()
    student = visit(STUDENT).open(edit(doc))
    assert "When <exactly>?" in student.page.one("aside").one(id="comment-1").text
    assert "exactly" not in visit(READER).open(edit(doc)).source


def test_the_script_of_the_page_gets_a_short_answer(sandbox, doc, visit):
    student = visit(STUDENT).open(edit(doc))
    hidden = {
        each.attributes["name"]: each.attributes["value"] for each in student.page.one("form", id="tick").all("input")
    }
    box = student.page.all("button", "box")[0].attributes["value"]
    headers = {"Origin": sandbox.url, "Accept": "application/json"}
    answer = student.session.post(
        f"{sandbox.url}/document/d/{doc}/tick", data={**hidden, "box": box}, headers=headers, timeout=10
    )
    told = answer.json()
    assert told == {"said": "Saved.", "revision": as_google(sandbox, doc)["revisionId"]}


# A Sheet


def test_a_sheet_shows_what_it_holds(sheet, visit):
    page = visit(TEACHER).open(cells(sheet)).page
    assert page.one("h1").text == "Cohort 2611"
    assert [each.text for each in page.one("nav", "tabs").all("a")] == ["Students", "Goals & more", "_pdsync"]
    assert page.one("td", data_cell="A3").text == "Jordan <b>Lee</b>"
    assert page.one("td", data_cell="E2").one("a").attributes["href"] == "https://school.example/maya"
    assert page.one("td", data_cell="B7").attributes["colspan"] == "3"
    assert not page.all("td", data_cell="A5")
    assert len(page.all("figure")) == 3


def test_a_cell_is_written_as_people_type(sandbox, sheet, visit):
    teacher = visit(TEACHER).open(cells(sheet, "?cell=D4"))
    teacher.submit(teacher.page.one("form", "cell"), words="2026-12-24")
    assert teacher.said == "Saved."
    assert value(sandbox, sheet, "Students!D4", "UNFORMATTED_VALUE") == [[46380]]
    teacher.open(cells(sheet, "?cell=F2"))
    teacher.submit(teacher.page.one("form", "cell"), words="=C2*10")
    assert value(sandbox, sheet, "Students!F2") == [["20"]]


def test_a_dropdown_of_a_sheet_offers_its_choices(sandbox, sheet, visit):
    teacher = visit(TEACHER).open(cells(sheet, "?cell=B4"))
    form = teacher.page.one("form", "cell")
    assert [each.text for each in form.all("option")] == [*cohort_sheet.STATUSES, "(empty)"]
    teacher.submit(form, words="Blocked")
    assert value(sandbox, sheet, "Students!B4") == [["Blocked"]]
    look = teacher.page.one("td", data_cell="B4").classes[0]
    assert f".{look}{{background-color:#ffcccc" in teacher.source


def test_text_that_looks_like_a_formula_stays_text_when_it_is_edited(sandbox, sheet, visit):
    def write(workspace):
        user = account(workspace.store, TEACHER)
        cohort_sheet.write(workspace, user, sheet, "Students!F2", [["=1+2"]], "RAW")

    sandbox.do(write)
    teacher = visit(TEACHER).open(cells(sheet, "?cell=F2"))
    form = teacher.page.one("form", "cell")
    assert form.one("textarea").text == "\n'=1+2"
    teacher.submit(form, words="'=1+2 is text")
    assert value(sandbox, sheet, "Students!F2", "FORMULA") == [["=1+2 is text"]]


def test_a_cell_that_somebody_else_changed_is_not_overwritten(sandbox, sheet, visit):
    teacher = visit(TEACHER).open(cells(sheet, "?cell=F2"))
    form = teacher.page.one("form", "cell")
    sandbox.do(
        lambda workspace: cohort_sheet.write(
            workspace, account(workspace.store, TEACHER), sheet, "Students!F2", [["theirs"]], "RAW"
        )
    )
    teacher.submit(form, words="mine")
    assert teacher.status == 409
    assert "it now holds “theirs”" in teacher.said
    again = teacher.page.one("form", "cell")
    assert again.one("textarea").text == "\nmine"
    teacher.submit(again)
    assert value(sandbox, sheet, "Students!F2") == [["mine"]]


def test_who_may_only_read_a_sheet_cannot_write(sandbox, sheet, visit):
    reader = visit(READER).open(cells(sheet, "?cell=F2"))
    assert not reader.page.all("form")
    assert "You may read this Sheet and comment on it." in reader.page.one("main").text
    reader.open("/")
    reader.send(f"/spreadsheets/d/{sheet}/write", gid="0", cell="F2", was="", words="mine")
    assert reader.status == 403
    assert value(sandbox, sheet, "Students!F2") == []


def test_a_hidden_sheet_can_be_looked_at_and_a_cell_that_is_not_there_is_told(sheet, visit):
    teacher = visit(TEACHER).open(cells(sheet, "?gid=7"))
    assert teacher.page.one("a", aria_current="page", href=f"/spreadsheets/d/{sheet}/edit?gid=7").text == "_pdsync"
    teacher.open(cells(sheet, "?gid=7&cell=<ZZZ1>"))
    assert "This sheet has no cell <ZZZ1>." in teacher.said


def test_a_long_sheet_is_turned_like_pages(sandbox, sheet, visit):
    rows = [[f"line {number}"] for number in range(1, 251)]
    sandbox.do(
        lambda workspace: cohort_sheet.write(
            workspace, account(workspace.store, TEACHER), sheet, "'Goals & more'!A1", rows, "RAW"
        )
    )
    teacher = visit(TEACHER).open(cells(sheet, "?gid=8"))
    assert "line 100" in teacher.source and "line 101" not in teacher.source
    teacher.open(teacher.page.one("nav", "paging").all("a")[-1].attributes["href"])
    assert "line 101" in teacher.source and "line 100<" not in teacher.source
    assert "Rows 101 to 200 of 270" in teacher.page.one("nav", "paging").text


# Outbox and journal


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


# Safe


PAGES = ["/", "/outbox", "/journal", "/document/d/nosuch/edit"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_strangers_out(visit, path):
    answer = visit().open(path).answer
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_pages_own_style_carries_the_policys_nonce_and_nothing_else_is_inline(doc, sheet, visit):
    for path in (edit(doc), cells(sheet)):
        browser = visit(TEACHER).open(path)
        nonce = browser.page.one("style").attributes["nonce"]
        assert f"'nonce-{nonce}'" in browser.answer.headers["Content-Security-Policy"]
        assert not [
            key for node in browser.page.walk() for key in node.attributes if key == "style" or key.startswith("on")
        ]
        assert [each.attributes for each in browser.page.all("script")] == [{"src": "/_pages/page.js", "defer": ""}]
        for node in browser.page.walk():
            for key in ("src", "action"):
                assert node.attributes.get(key, "/").startswith("/")


@pytest.mark.parametrize("name", ["page.css", "page.js", "icon.svg"])
def test_the_few_files_of_the_pages_load_nothing(sandbox, name):
    answer = requests.get(f"{sandbox.url}/_pages/{name}", timeout=10)
    assert answer.status_code == 200
    assert "url(" not in answer.text and "@import" not in answer.text and "import(" not in answer.text
    assert [part for part in answer.text.split('"') if part.startswith("http")] in ([], ["http://www.w3.org/2000/svg"])


@pytest.mark.parametrize("name", ["nosuch.css", "..%2fshell.py", "%2e%2e%2f__init__.py"])
def test_no_other_file_is_given_away(sandbox, name):
    assert requests.get(f"{sandbox.url}/_pages/{name}", timeout=10).status_code == 404


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None, "http://localhost:1"])
def test_a_form_from_elsewhere_does_nothing(sandbox, doc, visit, origin):
    student = visit(STUDENT).open(edit(doc))
    before = lines(sandbox, doc)
    student.send(f"/document/d/{doc}/add", origin=origin, tab="t.0", text="x")
    assert student.status == 403
    assert lines(sandbox, doc) == before


def test_a_form_without_its_proof_or_with_another_persons_does_nothing(sandbox, doc, visit):
    teacher = visit(TEACHER).open(edit(doc))
    student = visit(STUDENT).open(edit(doc))
    before = lines(sandbox, doc)
    foreign = teacher.page.all("input", name="csrf")[0].attributes["value"]
    for proof in ("", foreign, "é"):
        student.open(edit(doc))
        student.send(f"/document/d/{doc}/add", csrf=proof, tab="t.0", text="x")
        assert student.status == 403
    assert lines(sandbox, doc) == before


def test_a_link_from_another_site_does_not_throw_a_visitor_out(sandbox):
    """A browser holds back the cookie then; a new one would overwrite it."""
    answer = requests.get(sandbox.url, headers={"Sec-Fetch-Site": "cross-site"}, timeout=10)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "fields",
    [
        {"where": "::::", "text": "x"}, {"where": ":99999999999999999999", "text": "x"}, {"where": "nosuch:1", "text": "x"},
        {"tab": "nosuch", "where": ":1", "text": "x"}, {"where": ":1", "text": "\x00\x01"}, {},
    ],
)  # fmt: skip
def test_a_form_full_of_nonsense_is_answered_in_words(doc, visit, fields):
    student = visit(STUDENT).open(edit(doc))
    student.send(f"/document/d/{doc}/write", **fields)
    assert student.status in (200, 400, 409)
    assert student.page.one("main")


@pytest.mark.parametrize(
    "query",
    ["?edit=x", "?edit=:99999999999", "?edit=::1", "?tab=nosuch", "?said=<b>", "?edit=%00:1"],
)
def test_an_address_full_of_nonsense_shows_the_doc(doc, visit, query):
    student = visit(STUDENT).open(edit(doc, query))
    assert student.status == 200
    assert student.page.one("h1").text == "SMART goals of Maya"


@pytest.mark.parametrize(
    "query", ["?gid=x", "?from=-1", "?from=99999999", "?from=x", "?cell=A0", "?gid=99999999999999"]
)
def test_a_sheets_address_full_of_nonsense_shows_the_sheet(sheet, visit, query):
    teacher = visit(TEACHER).open(cells(sheet, query))
    assert teacher.status == 200
    assert teacher.page.one("h1").text == "Cohort 2611"


@pytest.fixture(scope="module")
def furnished():
    """A sandbox with a Doc and a Sheet of the staff's, for many requests one after the other."""
    with serve() as running:
        doc = running.do(lambda workspace: goal_doc.made(workspace, "staff@school.example"))
        sheet = running.do(lambda workspace: cohort_sheet.made(workspace, "staff@school.example"))
        yield running, doc, sheet


def raw(sandbox, verb, path, headers, body=b""):
    """A request with whatever bytes; the status of its answer."""
    parts = urlsplit(sandbox.url)
    lines = [f"{verb} ".encode() + path + b" HTTP/1.1", f"Host: {parts.netloc}".encode(), b"Connection: close"]
    lines += [*headers, b"Content-Length: %d" % len(body), b"", b""]
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        wire.sendall(b"\r\n".join(lines) + body)
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    return int(answer.split()[1])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=20), st.sampled_from(["/document/d/", "/spreadsheets/d/", "/_pages/", "/", "doc", "sheet"]))
def test_no_address_and_no_cookie_is_too_much(furnished, noise, start):
    sandbox, doc, sheet = furnished
    quoted = quote(noise, safe="").encode()
    path = start.encode() + quoted + b"/edit"
    if start in ("doc", "sheet"):
        names = b"edit cell gid from tab said".split()
        query = b"&".join(name + b"=" + quoted for name in names) + b"&" + quoted
        path = (edit(doc) if start == "doc" else cells(sheet)).encode() + b"?" + query
    cookie = b"Cookie: sandbox-%d=" % urlsplit(sandbox.url).port + noise.translate(None, b"\r\n\0")
    assert raw(sandbox, "GET", path, [cookie]) < 500


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=40),
    st.sampled_from(
        [b"application/x-www-form-urlencoded", b"multipart/form-data", b"multipart/form-data; boundary=x", b"text/x; charset=no",
         b"application/x-www-form-urlencoded; charset=no", b""]
    ),
    st.sampled_from(["/person", "/document/d/{}/write", "/document/d/{}/tick", "/spreadsheets/d/{}/write"]),
)  # fmt: skip
def test_no_form_is_too_much(furnished, noise, kind, path):
    sandbox, doc, sheet = furnished
    target = path.format(sheet if "spreadsheets" in path else doc).encode()
    headers = [b"Content-Type: " + kind, f"Origin: {sandbox.url}".encode()]
    for body in (noise, b"csrf=" + noise, b"--x\r\n" + noise):
        assert raw(sandbox, "POST", target, headers, body) < 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "tab",
                "where",
                "mark",
                "revision",
                "text",
                "dropdown",
                "box",
                "suggestion",
                "answer",
                "gid",
                "cell",
                "was",
                "words",
                "then",
            ]
        ),
        st.text(max_size=12),
    )
)
def test_no_field_of_a_form_is_too_much(furnished, fields):
    sandbox, doc, sheet = furnished
    browser = Visit(sandbox, "staff@school.example")
    for path in [f"/document/d/{doc}/{name}" for name in ("write", "add", "choose", "tick", "suggestion")] + [
        f"/spreadsheets/d/{sheet}/write"
    ]:
        browser.open("/")
        browser.send(path, **{name: each.encode("utf-8", "replace") for name, each in fields.items()})
        assert browser.status < 500, path
