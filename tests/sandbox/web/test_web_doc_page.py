"""A Doc's page over HTTP, without a script: what is seen, and what its forms do."""

import goal_doc
import pytest
from goal_doc import PROMPTS, READER, STUDENT, TEACHER
from looking import as_google, dropdown, edit, lines, pen

from pdsync.sandbox.users import account


def test_a_student_sees_the_doc_with_ways_to_write(doc, visit):
    student = visit(STUDENT).open(edit(doc))
    assert student.page.one("h1").text == "SMART goals of Maya"
    assert student.page.all("a", "pen")
    select = student.page.one("select", data_dropdown=dropdown(student))
    assert [each.text for each in select.all("option")] == list(goal_doc.STATUSES)


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
