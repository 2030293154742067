"""Chromium as one person uses it; pictures of what it shows go under artefacts/."""

import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

ARTEFACTS = Path(__file__).resolve().parents[3] / "artefacts"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--window-size=1200,900",
)  # fmt: skip
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
PATIENCE = 10
IGNORED = (WebDriverException,)
"""What a page that gives way to the next makes of an element: gone, stale, or of no document at all."""


class Browser:
    """Chromium as one person uses it."""

    def __init__(self, driver, sandbox):
        self.driver, self.sandbox = driver, sandbox

    def sign_in(self, email):
        self.driver.get(self.sandbox.url)
        Select(self.find("#person")).select_by_value(email)
        self.find("form[action='/person'] button").click()
        self.until(lambda: email in self.find("header b").get_attribute("title"))

    def open(self, path):
        self.driver.get(self.sandbox.url + path)

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def follow(self, words):
        """Click the link with these words as soon as it is there."""

        def clicked():
            self.driver.find_element(By.LINK_TEXT, words).click()
            return True

        self.until(clicked)

    def paragraph(self, words):
        return next(each for each in self.all(".para") if words in each.get_attribute("textContent"))

    def pen(self, words):
        return next(each for each in self.all(".pen") if words in each.get_attribute("textContent"))

    def until(self, holds, of=None):
        try:
            # While a page gives way to the next, what was found in it goes stale.
            return WebDriverWait(self.driver, PATIENCE, 0.05, IGNORED).until(lambda _: holds())
        except TimeoutException:
            raise AssertionError(f"this did not come: {of or self.said}") from None

    @property
    def focused(self):
        return self.driver.switch_to.active_element

    @property
    def said(self):
        told = [*self.all(".notice"), self.find("#said")]
        return " ".join(each.get_attribute("textContent") for each in told).strip()

    def phone(self):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)

    def picture(self, name):
        ARTEFACTS.mkdir(exist_ok=True)
        self.driver.save_screenshot(str(ARTEFACTS / f"{name}.png"))

    def too_wide(self):
        return self.driver.execute_script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


@pytest.fixture
def browser(sandbox, tmp_path):
    """Chromium with an empty profile, on the sandbox of this test. At the end its console must have stayed silent."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    service = shutil.which("chromedriver")
    if not binary or not service:
        pytest.skip("there is no chromium with its chromedriver here, so the pages are not tried in a browser")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(service))
    try:
        made = Browser(driver, sandbox)
        yield made
        assert [entry["message"] for entry in driver.get_log("browser")] == []
        loaded = driver.execute_script("return performance.getEntriesByType('resource').map((each) => each.name)")
        assert all(each.startswith(sandbox.url) for each in loaded), loaded
    finally:
        driver.quit()
