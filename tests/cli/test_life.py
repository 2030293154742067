"""A cohort's life, told as staff live it: the roster is edited, then handout, sync and flags are typed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pdsync.cli import cli
from pdsync.sandbox.drive.mails import outbox
from pdsync.sandbox.handwriting import Desk, back_to_front, writing

TODAY = "2026-11-24"


class Office:
    """A member of staff with a roster in front of them."""

    def __init__(self, folder):
        self.folder, self.box = folder, folder.box

    def round(self):
        """What is typed after every change of the roster."""
        self.folder.run("handout")
        self.folder.run("sync", "--today", TODAY)

    def mails(self):
        return [mail.to for mail in self.box.do(lambda workspace: outbox(workspace.store))]

    def flags(self):
        found = {}
        for row in self.folder.json("flags", "--today", TODAY):
            found.setdefault(row["key"], set()).add(row["kind"])
        return found

    def sheet(self):
        """The Students tab's rows by key."""
        return self.tab("Students")

    def tab(self, title):
        answer = self.folder.ask("GET", f"/v4/spreadsheets/{self.sheet_id}/values/'{title}'")
        head, *rows = answer["values"]
        rows = [row + [""] * (len(head) - len(row)) for row in rows]
        return {row[0]: dict(zip(head, row, strict=True)) for row in rows}

    @property
    def sheet_id(self):
        marked = "properties has { key='pdsync-kind' and value='sheet' }"
        return self.folder.ask("GET", "/drive/v3/files", params={"q": marked})["files"][0]["id"]

    def types(self, key, heading, text, tab="Students"):
        """Let staff type in a cell, as a person in the browser does."""
        head, *rows = self.folder.ask("GET", f"/v4/spreadsheets/{self.sheet_id}/values/'{tab}'")["values"]
        row = next(number for number, row in enumerate(rows, start=2) if row[0] == key)
        column, letters = head.index(heading), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        place = f"'{tab}'!{letters[column]}{row}"
        body = {"values": [[text]]}
        params = {"valueInputOption": "USER_ENTERED"}
        self.folder.ask("PUT", f"/v4/spreadsheets/{self.sheet_id}/values/{place}", json=body, params=params)

    def text_everywhere(self):
        """Everything that anybody can read: the Sheet, the Docs and their names, the mails."""
        book = self.folder.ask("GET", f"/v4/spreadsheets/{self.sheet_id}", params={"includeGridData": "true"})
        docs = self.folder.docs()
        pages = [self.folder.ask("GET", f"/v1/documents/{doc['id']}") for doc in docs.values()]
        mails = [f"{mail}" for mail in self.box.do(lambda workspace: outbox(workspace.store))]
        return repr((book, docs, pages, mails))


@pytest.fixture
def office(folder):
    folder.box.token("careers@school.example")
    office = Office(folder)
    office.round()
    return office


def withdraw(office, key="s4", status="withdrawn"):
    folder = office.folder
    folder.change("key,name,preferred_name,email,mentor_email", "key,name,preferred_name,email,mentor_email,status")
    folder.change("jordan@students.example,", f"jordan@students.example,,{status}")


def restatus(office, old, new):
    office.folder.change(f"jordan@students.example,,{old}", f"jordan@students.example,,{new}")


@pytest.mark.parametrize("status", ["withdrawn", "deferred", "excused", "on leave", "Left"])
def test_who_is_away_keeps_the_doc_has_no_flag_and_is_marked(office, status):
    doc = office.folder.docs()["s4"]["id"]
    assert "s4" in office.flags()
    withdraw(office, status=status)
    office.round()
    assert office.folder.docs()["s4"]["id"] == doc
    assert "s4" not in office.flags()
    assert office.sheet()["s4"]["Standing"] in ("withdrawn", "deferred", "excused")
    assert office.folder.writes("handout") == office.folder.writes("sync", "--today", TODAY) == {}


def test_who_returns_gets_the_same_doc_and_the_access_that_was_taken(office):
    doc = office.folder.docs()["s4"]["id"]
    withdraw(office)
    office.folder.run("audit", "--fix", "--yes", "--also", "withdrawn")
    assert office.folder.readers("s4") == {"careers@school.example"}
    assert office.folder.writes("handout") == {}
    restatus(office, "withdrawn", "returned")
    office.round()
    assert office.folder.docs()["s4"]["id"] == doc
    assert "jordan@students.example" in office.folder.readers("s4")
    assert "not-started" in office.flags()["s4"]
    assert office.mails().count("jordan@students.example") == 2
    assert office.folder.writes("handout") == {}


def test_who_was_deferred_before_the_handout_gets_a_doc_on_coming_back(office):
    folder = office.folder
    withdraw(office, status="active")
    with (folder.path / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("s6,Late Riser,,late@students.example,,deferred\n")
    office.round()
    assert "s6" not in folder.docs()
    folder.change("late@students.example,,deferred", "late@students.example,,active")
    office.round()
    assert "s6" in folder.docs()
    assert office.mails().count("late@students.example") == 1


def test_who_repeats_gets_a_new_doc_in_the_new_cohort_and_keeps_last_modules(office):
    folder = office.folder
    old = folder.docs()["s4"]
    text = (folder.path / "pdsync.yaml").read_text(encoding="utf-8")
    folder.write("next.yaml", text.replace('"2611"', '"2701"').replace("roster.csv", "next.csv"))
    roster = "key,name,email,status\ns4,Jordan Lee,jordan@students.example,repeating\n"
    folder.write("next.csv", roster)
    other = str(folder.path / "next.yaml")
    for words in (["handout"], ["sync", "--today", TODAY], ["audit", "--fix", "--yes"]):
        result = CliRunner().invoke(cli, [*words, "-c", other])
        assert result.exit_code == 0, result.output
    assert folder.docs()["s4"] == old
    query = {"q": "properties has { key='pdsync-cohort' and value='2701' }", "fields": "files(id,name,properties)"}
    files = folder.ask("GET", "/drive/v3/files", params=query)["files"]
    (new,) = (one for one in files if one["properties"].get("pdsync-student") == "s4")
    assert new["id"] != old["id"]
    assert folder.writes("handout") == {}
    assert folder.writes("audit") == {}


def test_preferred_names_are_everywhere_and_legal_names_nowhere(office):
    assert "Siobhán" not in office.text_everywhere()
    assert "Shiv" in office.text_everywhere()
    said = office.folder.run("handout").output + office.folder.run("flags").output + office.folder.run("audit").output
    assert "Siobhán" not in said


def test_a_template_that_asks_for_the_name_gets_the_one_that_the_student_goes_by(office):
    text = (office.folder.path / "pdsync.yaml").read_text(encoding="utf-8")
    office.folder.write("pdsync.yaml", text + 'doc_title: "Goals of {{name}}"\n')
    office.folder.run("handout")
    office.folder.change("s1,Siobhán O'Brien,Shiv", "s1,Siobhán O'Brien,Vonnie")
    office.round()
    assert "Siobhán" not in office.text_everywhere()
    assert "Vonnie" in office.folder.docs()["s1"]["name"]


def test_a_changed_name_is_changed_in_doc_and_sheet(office):
    office.folder.change("Jordan Lee,,", "Jordan Lee,Jo,")
    office.round()
    assert office.folder.docs()["s4"]["name"] == "Jo – SMART goals – 2611"
    assert office.sheet()["s4"]["Student"] == "Jo"
    assert office.folder.writes("handout") == office.folder.writes("sync", "--today", TODAY) == {}


def test_a_changed_address_moves_the_grant_and_mails_once(office):
    doc, before = office.folder.docs()["s4"]["id"], office.mails()
    office.folder.change("jordan@students.example", "jordan@new.example")
    office.round()
    assert office.folder.docs()["s4"]["id"] == doc
    assert office.folder.readers("s4") == {"jordan@new.example", "careers@school.example"}
    assert office.mails()[len(before) :] == ["jordan@new.example"]
    assert "not-started" in office.flags()["s4"]
    assert office.folder.writes("handout") == {}


def test_who_left_the_roster_keeps_the_doc_and_is_marked(office):
    office.folder.change("s4,Jordan Lee,,jordan@students.example,\n", "")
    office.round()
    assert "jordan@students.example" in office.folder.readers("s4")
    assert office.sheet()["s4"]["Standing"] == "no longer there"
    assert "s4" not in office.flags()
    said = office.folder.json("audit")
    assert [row["key"] for row in said if row["kind"] == "left"] == ["s4"]


def test_who_left_the_roster_and_comes_back_has_the_same_doc_and_row(office):
    line, doc = "s4,Jordan Lee,,jordan@students.example,\n", office.folder.docs()["s4"]["id"]
    office.types("s4", "Notes", "call Jordan")
    office.folder.change(line, "")
    office.round()
    office.folder.write("roster.csv", (office.folder.path / "roster.csv").read_text(encoding="utf-8") + line)
    office.round()
    assert office.folder.docs()["s4"]["id"] == doc
    assert office.sheet()["s4"]["Standing"] == "active"
    assert office.sheet()["s4"]["Notes"] == "call Jordan"
    assert office.mails().count("jordan@students.example") == 1
    assert "is on the roster again" in [row["In words"] for row in office.tab("Changes").values()]


SWAPS = {
    "addresses": lambda text: swapped(text, "jordan@students.example", "jlee@students.example"),
    "keys": lambda text: swapped(text, "s4,", "s5,"),
    "a column sorted without the others": lambda text: sorted_addresses(text),
}


def swapped(text, one, other):
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def sorted_addresses(text):
    head, *rows = (line.split(",") for line in text.splitlines())
    place = head.index("email")
    addresses = sorted(row[place] for row in rows)
    for row, address in zip(rows, addresses, strict=True):
        row[place] = address
    return "\n".join(",".join(row) for row in (head, *rows)) + "\n"


@pytest.mark.parametrize("swap", SWAPS)
@pytest.mark.parametrize("command", ["handout", "sync"])
def test_a_swap_stops_everything_before_anybody_is_given_anothers_doc(office, swap, command):
    roster = office.folder.path / "roster.csv"
    before = {key: office.folder.readers(key) for key in office.folder.docs()}
    roster.write_text(SWAPS[swap](roster.read_text(encoding="utf-8")), encoding="utf-8")
    assert office.folder.writes(command, code=5) == {}
    said = office.folder.run(command, code=5).stderr
    assert "for which the Doc of" in said
    assert "--force" in said
    assert {key: office.folder.readers(key) for key in office.folder.docs()} == before


def test_a_swap_that_is_meant_goes_on_with_force(office):
    roster = office.folder.path / "roster.csv"
    roster.write_text(SWAPS["addresses"](roster.read_text(encoding="utf-8")), encoding="utf-8")
    office.folder.run("handout", "--force")
    assert "jlee@students.example" in office.folder.readers("s4")
    assert "jordan@students.example" not in office.folder.readers("s4")
    assert office.folder.writes("handout") == {}


def test_a_key_that_somebody_else_has_now_is_asked_about_and_the_others_go_on(office):
    folder = office.folder
    folder.change("s4,Jordan Lee,,jordan@students.example,", "s4,Nina New,,nina@students.example,")
    folder.change("JL,jlee@", "Jay,jlee@")
    said = folder.run("handout", code=1).output
    assert "Is this the same person?" in said
    assert "nina@students.example" not in folder.readers("s4")
    assert folder.docs()["s4"]["name"].startswith("Jordan")
    assert folder.docs()["s5"]["name"].startswith("Jay")
    folder.run("handout", "--only", "s4", "--force")
    assert "nina@students.example" in folder.readers("s4")
    assert folder.docs()["s4"]["name"].startswith("Nina")
    assert folder.writes("handout") == {}


def test_two_students_with_one_address_are_refused_with_their_lines(office):
    office.folder.change("jlee@students.example", "Jordan@students.example")
    said = office.folder.run("handout", code=2).stderr
    assert "line 6" in said
    assert "line 5" in said


# ---- excuses and extensions


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12/4/2026", "excused until Friday 4 December 2026"),
        ("2026-12-04", "excused until Friday 4 December 2026"),
        ("=46360", "excused until Friday 4 December 2026"),
        ("=46353+7", "excused until Friday 4 December 2026"),
        ("12/4 per Dana", "excused until Friday 4 December 2026"),
        ("end of week 4", "excused until Friday 4 December 2026"),
        ("until further notice", "excused until further notice"),
    ],
)
def test_an_excuse_counts_however_it_is_typed_and_says_until_when_and_who_granted_it(office, typed, words):
    office.types("s4", "Excused until", typed)
    office.types("s4", "Granted by", "Dana")
    office.folder.run("sync", "--today", TODAY)
    assert "s4" not in office.flags()
    assert office.sheet()["s4"]["Standing"] == f"{words}, granted by Dana"
    assert not office.sheet()["s4"]["Flags"]
    assert office.folder.writes("sync", "--today", TODAY) == {}


def test_an_excuse_ends_on_its_day(office):
    office.types("s4", "Excused until", "2026-12-04")
    assert not any(row["key"] == "s4" for row in office.folder.json("flags", "--today", "2026-12-04"))
    assert any(row["key"] == "s4" for row in office.folder.json("flags", "--today", "2026-12-05"))
    office.folder.run("sync", "--today", "2026-12-05")
    assert office.sheet()["s4"]["Standing"] == "active"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Friday", "is another day each week; write the day itself, e.g. 2026-11-27"),
        ("when she is back", "is no date; write it like 2026-12-18"),
        ("1/4/2026", "long before the module; is the year right?"),
        ('=IF(FALSE,1,"soon")', "which comes to “soon”, in Excused until is no date"),
    ],
)
def test_what_is_no_day_is_said_beside_the_student_and_by_sync(office, typed, said):
    office.types("s4", "Excused until", typed)
    result = office.folder.run("sync", "--today", TODAY)
    assert said in result.output
    assert said in office.sheet()["s4"]["Flags"]
    assert "not-started" in office.flags()["s4"]


def test_a_formula_costs_one_call_and_only_where_there_is_one(office):
    assert office.folder.calls("sync", "--today", TODAY)["sheets.spreadsheets.values.batchGet"] == 0
    office.types("s4", "Excused until", "=46353+7")
    office.folder.run("sync", "--today", TODAY)
    calls = office.folder.calls("sync", "--today", TODAY)
    assert calls == {"drive.files.list": 1, "sheets.spreadsheets.get": 1, "sheets.spreadsheets.values.batchGet": 1}


def test_an_extension_of_one_goal_holds_back_what_is_said_of_that_goal_alone(office):
    doc = office.folder.docs()["s4"]["id"]
    desk = Desk(office.box.url, office.box.token("jordan@students.example"))
    page = desk.page(doc)
    changes = [
        writing(*page.below(section)[number], words)
        for number in (0, 1)
        for section, words in (("specific", f"Goal number {number}"), ("timebound", "By November 20, 2026."))
    ]
    desk.edit(doc, back_to_front(changes))
    desk.close()
    office.folder.run("sync", "--today", TODAY)

    def overdue():
        return [row["goal"] for row in office.folder.json("flags", "--today", TODAY, "--kind", "overdue,incomplete")]

    assert overdue() == [1, 1, 2, 2] or overdue() == [1, 2, 1, 2]
    office.types("s4/2", "Extended to", "12/4/2026", tab="Goals")
    assert overdue() == [1, 1]
    office.folder.run("sync", "--today", TODAY)
    flags = {key: row["Flags"] for key, row in office.tab("Goals").items()}
    assert "was due on" in flags["s4/1"]
    assert "was due on" not in flags["s4/2"]
    office.types("s4", "Extended to", "12/11/2026")
    assert overdue() == []


def test_an_extension_says_until_when_and_who_granted_it_as_long_as_it_lasts(office):
    office.types("s4", "Extended to", "12/4/2026")
    office.types("s4", "Granted by", "Dana")
    office.folder.run("sync", "--today", TODAY)
    assert office.sheet()["s4"]["Standing"] == "active, more time until Friday 4 December 2026, granted by Dana"
    office.folder.run("sync", "--today", "2026-12-05")
    assert office.sheet()["s4"]["Standing"] == "active"


def test_a_new_title_for_all_docs_and_one_new_address_are_no_other_person(office):
    text = (office.folder.path / "pdsync.yaml").read_text(encoding="utf-8")
    office.folder.write("pdsync.yaml", text + 'doc_title: "Goals of {{preferred_name}}"\n')
    office.folder.change("jordan@students.example", "jordan@new.example")
    office.folder.run("handout")
    assert office.folder.docs()["s4"]["name"] == "Goals of Jordan Lee"
    assert "jordan@new.example" in office.folder.readers("s4")


def test_who_is_excused_in_the_sheet_alone_is_away_on_the_overview(office):
    office.types("s4", "Excused until", "until further notice")
    office.folder.run("sync", "--today", TODAY)
    assert office.tab("Overview")["place away"]["Number"] == "1"
