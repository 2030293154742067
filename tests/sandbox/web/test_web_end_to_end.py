"""A student types on the Doc's page, sync sees it, and the Sheet's page shows it."""

import pytest
from click.testing import CliRunner
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from pdsync.cli import cli

pytestmark = pytest.mark.browser
CONFIG = """\
cohort: "2611"
calendar: {{module: {{start: 2026-11-09, end: 2026-12-18, weeks: 6}}}}
roster: roster.csv
google: {{endpoint: "{url}", quotas: off}}
"""
STUDENT = "maya@students.example"
ANSWER = "Present our project to twenty people"


@pytest.fixture
def pdsync(tmp_path, monkeypatch, sandbox):
    monkeypatch.setenv("PDSYNC_HOME", str(tmp_path / "home"))
    (tmp_path / "pdsync.yaml").write_text(CONFIG.format(url=sandbox.url), encoding="utf-8")
    (tmp_path / "roster.csv").write_text(f"key,name,email\ns1,Maya Silva,{STUDENT}\n", encoding="utf-8")

    def run(*words):
        result = CliRunner().invoke(cli, [*words, "-c", str(tmp_path / "pdsync.yaml")])
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def path_of(pdsync, what):
    address = pdsync("open", what, "--print").strip()
    return "/" + address.split("/", 3)[3]


def test_what_a_student_types_arrives_in_the_sheet(browser, pdsync):
    pdsync("handout")
    browser.sign_in(STUDENT)
    browser.open(path_of(pdsync, "s1"))
    browser.pen("Write below “Specific").click()
    browser.until(lambda: browser.focused.tag_name == "textarea")
    browser.focused.send_keys(ANSWER, Keys.CONTROL, Keys.ENTER)
    browser.until(lambda: browser.said == "Saved.")
    Select(browser.find("select[data-dropdown]")).select_by_visible_text("In progress")
    browser.until(lambda: "Chosen." in browser.said)
    assert "Read 1 of 1 Doc" in pdsync("sync")
    assert "incomplete" in pdsync("flags")
    browser.sign_in("staff@school.example")
    browser.open(path_of(pdsync, "sheet"))
    browser.follow("Goals")
    browser.until(lambda: ANSWER in browser.find("main").text)
    browser.picture("cohort-sheet-goals")
    browser.follow("Overview")
    browser.until(lambda: "Maya Silva" in browser.find("main").text)
    browser.picture("cohort-sheet-overview")
