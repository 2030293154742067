"""A Sheet's page over HTTP, without a script: what is seen, and what the form of a cell does."""

import cohort_sheet
from goal_doc import READER, TEACHER
from looking import cells, value

from pdsync.sandbox.users import account


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
