"""Pictures of a cohort Sheet before and after a month: a class writes week by week, pdsync syncs, Chromium looks.

`python -m tools.photographs` puts them under artefacts/; with `--readme` the README's own is made anew as well.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from pdsync.clients.furnishing import letters
from pdsync.goals.model import Standing, Student
from pdsync.goals.sheet import CHANGES_TAB, GOALS_TAB, OVERVIEW_TAB, STUDENTS_TAB, WEEKS_TAB
from pdsync.sandbox.students import Player, Term, cast, play
from tools.classroom import Classroom
from tools.school import CALENDAR, STAFF, School, opened

HOME = Path(__file__).resolve().parents[1]
ARTEFACTS = HOME / "artefacts"
README = HOME / "docs" / "images" / "cohort-sheet.png"
LARGEST = 200_000
"""Bytes that the README's picture may have."""

WEEKS = 5
STUDENTS = 24
TABS = {
    "overview": OVERVIEW_TAB,
    "students": STUDENTS_TAB,
    "goals": GOALS_TAB,
    "changes": CHANGES_TAB,
    "weeks": WEEKS_TAB,
}
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--disable-sync")
SIZE = (1500, 950)


# ---- a month


def students_of(players: Sequence[Player]) -> list[Student]:
    """The players as a roster tells of them."""
    groups = ("teal", "amber", "violet")
    return [
        Student(
            one.key,
            one.name,
            one.email,
            preferred_name=one.preferred_name,
            group=groups[number % 3],
            standing=Standing(one.script.status or "active"),
        )
        for number, one in enumerate(players)
    ]


def a_month(school: School, players: Sequence[Player]) -> Iterator[tuple[int, Classroom]]:
    """The number of each week and the class after that week's sync: 0 when the Docs have just been handed out."""
    school.students = students_of(players)
    room = Classroom(school)
    room.sync()
    yield 0, room
    for week in range(1, WEEKS):
        room.tomorrow(7)
        for number, player in enumerate(players):
            if number % (WEEKS - 1) == week - 1:
                _writes(room, player)
            elif player.script.name == "whole" and number % (WEEKS - 1) < week - 1:
                room.write(player.key, week % 2, status="Done")
        _staff(room, week)
        room.sync()
        yield week, room


def _writes(room: Classroom, player: Player) -> None:
    module = CALENDAR.module
    desk = room.desk(player.key)
    play(player, desk, Term(room.today, module.start, module.end))
    desk.close()


def _staff(room: Classroom, week: int) -> None:
    """Now and then somebody of staff's writes beside a student."""
    keys = [student.key for student in room.school.students]
    if week == 1:
        room.put(*room.place(keys[1], "Notes"), "Asked for a talk on Thursday")
    if week == 2:
        room.put(*room.place(keys[2], "Status override"), "deferred")
        room.put(*room.place(keys[2], "Notes"), "Comes back in module 3")


# ---- pictures


@dataclass(frozen=True, slots=True)
class Camera:
    """Chromium, signed in to a sandbox as one person."""

    driver: webdriver.Chrome
    url: str

    def sign_in(self, email: str) -> None:
        """Be that person from here on."""
        self.driver.get(self.url)
        Select(self.driver.find_element(By.CSS_SELECTOR, "#person")).select_by_value(email)
        self.driver.find_element(By.CSS_SELECTOR, "form[action='/person'] button").click()
        WebDriverWait(self.driver, 10).until(lambda _: email in self.driver.page_source)

    def open(self, path: str) -> None:
        """Look at a page."""
        self.driver.get(self.url + path)

    def picture(self, to: Path, *, size: tuple[int, int] = SIZE) -> Path:
        """A picture of the page from its top, so wide and so high."""
        to.parent.mkdir(parents=True, exist_ok=True)
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.save_screenshot(str(to))
        return to


@contextmanager
def camera(url: str) -> Iterator[Camera]:
    """Chromium with an empty profile, looking at the sandbox there."""
    binary, service = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not binary or not service:
        raise LookupError("there is no chromium with its chromedriver here, so no picture can be taken")
    with tempfile.TemporaryDirectory(prefix="pdsync-camera-") as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service(service))
        try:
            yield Camera(driver, url)
        finally:
            driver.quit()


def tabs_photographed(found: Camera, room: Classroom, when: str, folder: Path) -> list[Path]:
    """A picture of every tab of the Sheet."""
    made = []
    for name, tab in TABS.items():
        found.open(page_of(room, tab))
        made.append(found.picture(folder / f"sheet-{when}-{name}.png"))
    return made


def closer(found: Camera, room: Classroom, folder: Path) -> list[Path]:
    """Pictures of the overdue, through the filter view, and of a status that is being chosen."""
    views = room.told("filterViews", STUDENTS_TAB)["filterViews"]
    view = next(one["filterViewId"] for one in views if one["title"] == "Overdue")
    found.open(page_of(room, STUDENTS_TAB, fvid=str(view)))
    made = [found.picture(folder / "sheet-after-overdue.png")]
    row, column = room.place(room.school.students[0].key, "Status override")
    found.open(page_of(room, STUDENTS_TAB, cell=f"{letters(column)}{row + 1}"))
    return [*made, found.picture(folder / "sheet-after-choosing.png")]


def page_of(room: Classroom, tab: int, **more: str) -> str:
    """The path of a tab's page in the sandbox."""
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/spreadsheets/d/{room.sheet.id}/edit?gid={tab}{asked}"


def photographed(folder: Path, *, students: int = STUDENTS) -> list[Path]:
    """Pictures of the Sheet on the first day and after a month."""
    made: list[Path] = []
    with opened(students) as school, camera(school.box.url) as found:
        found.sign_in(STAFF)
        for week, room in a_month(school, cast(students, seed=7)):
            if week in (0, WEEKS - 1):
                made += tabs_photographed(found, room, "before" if week == 0 else "after", folder)
        made += closer(found, room, folder)
        found.open(page_of(room, OVERVIEW_TAB))
        made.append(found.picture(folder / README.name, size=(1540, 900)))
    return made


def main() -> int:
    """Take the pictures and name them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--to", type=Path, default=ARTEFACTS, help="the folder that they are put into")
    parser.add_argument("--students", type=int, default=STUDENTS)
    parser.add_argument("--readme", action="store_true", help="make the README's picture anew")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pdsync-home-") as home:
        os.environ["PDSYNC_HOME"] = home
        made = photographed(asked.to, students=asked.students)
    if asked.readme:
        README.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made[-1], README)
        made.append(README)
    print("\n".join(str(one) for one in made))  # noqa: T201 - a tool for whoever works on pdsync
    return 0


if __name__ == "__main__":
    sys.exit(main())
