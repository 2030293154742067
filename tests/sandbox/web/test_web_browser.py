"""The pages in a real browser, as a student and a teacher use them; pictures of them under artefacts/."""

import cohort_sheet
import goal_doc
import pytest
from goal_doc import PROMPTS, STUDENT, TEACHER
from looking import edit
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from pdsync.sandbox.users import account

pytestmark = pytest.mark.browser


def test_a_student_answers_chooses_and_ticks_and_the_api_reads_it(browser, doc, google):
    browser.sign_in(STUDENT)
    browser.driver.find_element(By.LINK_TEXT, "SMART goals of Maya").click()
    browser.until(lambda: browser.all(".paper"))
    browser.picture("doc")
    browser.pen(f"Write below “{PROMPTS[0]}").click()
    browser.until(lambda: browser.focused.tag_name == "textarea")
    browser.focused.send_keys("I will present our project\nto 20 people, “really” <b>")
    browser.picture("doc-writing")
    browser.focused.send_keys(Keys.CONTROL, Keys.ENTER)
    browser.until(lambda: browser.said == "Saved.")

    Select(browser.find("select[data-dropdown]")).select_by_visible_text("In progress")
    browser.until(lambda: "Chosen." in browser.said)
    browser.all("button[role=checkbox]")[0].click()
    browser.until(lambda: browser.all("button[role=checkbox]")[0].get_attribute("aria-checked") == "true")

    document = google("docs.v1", STUDENT).documents().get(documentId=doc, includeTabsContent=True).execute()
    lines = goal_doc.lines(document)
    assert lines[lines.index(PROMPTS[0]) + 1 :][:2] == ["I will present our project", "to 20 people, “really” <b>"]
    elements = [each for _, line in goal_doc.all_paragraphs(goal_doc.body_of(document)) for each in line["elements"]]
    (chip,) = [each["dropdown"] for each in elements if "dropdown" in each]
    assert chip["dropdownProperties"]["displayValue"] == "In progress"

    browser.driver.refresh()
    assert Select(browser.find("select[data-dropdown]")).first_selected_option.text == "In progress"
    assert browser.all("button[role=checkbox]")[0].get_attribute("aria-checked") == "true"
    browser.phone()
    browser.picture("doc-phone")
    assert not browser.too_wide()


def test_a_click_on_a_paragraph_opens_it_and_escape_closes_it(browser, doc):
    browser.sign_in(STUDENT)
    browser.open(edit(doc))
    browser.paragraph("This Doc is yours").click()
    browser.until(lambda: browser.focused.tag_name == "textarea")
    assert browser.focused.get_attribute("value") == "This Doc is yours. Write below each question."
    browser.focused.send_keys(Keys.ESCAPE)
    browser.until(lambda: not browser.all("form.editing"))


def test_everything_is_reached_by_keyboard_alone(browser, doc, sandbox):
    browser.sign_in(STUDENT)
    browser.open(edit(doc))
    wanted = f"Write below “{PROMPTS[1]}”"
    for _ in range(60):
        browser.focused.send_keys(Keys.TAB)
        if browser.focused.get_attribute("textContent") == wanted:
            break
    browser.focused.send_keys(Keys.ENTER)
    browser.until(lambda: browser.focused.tag_name == "textarea")
    browser.focused.send_keys("Twenty answers to a form", Keys.TAB, Keys.ENTER)
    browser.until(lambda: browser.said == "Saved.")
    document = sandbox.do(lambda workspace: goal_doc.get(workspace, account(workspace.store, STUDENT), doc))
    assert "Twenty answers to a form" in goal_doc.lines(document)


def test_a_student_whose_browser_runs_no_scripts_writes_all_the_same(browser, doc, sandbox):
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.sign_in(STUDENT)
    browser.open(edit(doc))
    browser.pen(f"Write below “{PROMPTS[0]}").click()
    browser.find("form.editing textarea").send_keys("No script needed")
    browser.find("form.editing button").click()
    browser.until(lambda: "Saved." in browser.said)
    Select(browser.find("select[data-dropdown]")).select_by_visible_text("Blocked")
    browser.find(".dropdown button").click()
    browser.until(lambda: "Chosen." in browser.said)
    document = sandbox.do(lambda workspace: goal_doc.get(workspace, account(workspace.store, STUDENT), doc))
    assert "No script needed" in goal_doc.lines(document)
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_choice_that_cannot_be_saved_is_taken_back_and_told(browser, doc, sandbox):
    browser.sign_in(STUDENT)
    browser.open(edit(doc))

    def take_away(workspace):
        user = account(workspace.store, TEACHER)
        permission = account(workspace.store, STUDENT).permission_id
        params = {"fileId": doc, "permissionId": permission}
        workspace.call("drive.permissions.update", user, params, {"role": "reader"})

    sandbox.do(take_away)
    Select(browser.find("select[data-dropdown]")).select_by_visible_text("Done")
    browser.until(lambda: "Not saved. You may read this Doc, but not change it." in browser.said)
    assert Select(browser.find("select[data-dropdown]")).first_selected_option.text == "Not started"
    (entry,) = browser.driver.get_log("browser")
    assert "403" in entry["message"]


def test_a_sheet_shows_its_values_and_is_written_in_like_a_sheet(browser, sheet, sandbox):
    browser.sign_in(TEACHER)
    browser.open(f"/spreadsheets/d/{sheet}/edit")
    assert browser.find("td[data-cell=A3]").text == "Jordan <b>Lee</b>"
    assert browser.find("td[data-cell=A1]").value_of_css_property("background-color") == "rgba(30, 94, 91, 1)"
    browser.picture("sheet")
    browser.find("td[data-cell=F2]").click()
    browser.until(lambda: browser.focused.tag_name == "textarea")
    browser.focused.send_keys("Ask about the talk", Keys.ENTER)
    browser.until(lambda: browser.find("#cell").get_attribute("value") == "F3")
    assert browser.find("td[data-cell=F2]").text == "Ask about the talk"
    assert browser.focused.get_attribute("value") == "=1+1"
    browser.find("td[data-cell=C2]").click()
    browser.until(lambda: browser.find("#cell").get_attribute("value") == "C2")
    values = sandbox.do(
        lambda workspace: cohort_sheet.values(workspace, account(workspace.store, TEACHER), sheet, "Students!F2:F3")
    )
    assert values == [["Ask about the talk"], ["2"]]


def test_the_arrow_keys_move_in_a_sheet(browser, sheet):
    browser.sign_in(TEACHER)
    browser.open(f"/spreadsheets/d/{sheet}/edit")
    browser.driver.execute_script("document.querySelector('td[data-cell=A2]').focus()")
    browser.driver.execute_script("document.querySelector('.grid td[tabindex]').focus()")
    for key in (Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_RIGHT):
        browser.focused.send_keys(key)
    # Row 5 is hidden.
    assert browser.focused.get_attribute("data-cell") == "B6"
    browser.focused.send_keys(Keys.ENTER)
    browser.until(lambda: browser.focused.get_attribute("id") == "words")
    assert Select(browser.focused).first_selected_option.text == "Done"


def test_googles_way_to_name_a_sheet_behind_the_hash_is_understood(browser, sheet):
    browser.sign_in(TEACHER)
    browser.open(f"/spreadsheets/d/{sheet}/edit#gid=8")
    browser.until(lambda: browser.find("nav.tabs a[aria-current]").text == "Goals & more")


def test_on_a_phone_only_wide_tables_scroll_sideways(browser, doc, sheet):
    browser.sign_in(TEACHER)
    browser.phone()
    for name, path in (
        ("files", "/"), ("mails", "/outbox"), ("requests", "/journal"), ("doc-phone-teacher", edit(doc)),
        ("sheet-phone", f"/spreadsheets/d/{sheet}/edit?cell=B3"),
    ):  # fmt: skip
        browser.open(path)
        browser.picture(name)
        assert not browser.too_wide(), path
