"""Real Chromium against the real server of Django's live test, with the demo's data in the test database."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright

from reports.demo.load import load_demo
from tests.conftest import OFFICE_MORNING
from tests.e2e.copied import Copied
from thidua import clock
from units.models import User

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"1366": (1366, 768), "390": (390, 844)}


@pytest.fixture(scope="session", autouse=True)
def _allow_sync_playwright():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory):
    """Where the first story of a process leaves the demo as it was loaded, for the stories after it."""
    return {"media": tmp_path_factory.mktemp("demo") / "media", "rows": None}


@pytest.fixture
def demo(transactional_db, settings, tmp_path, loaded_once):
    """The demo's data on the office's morning of 18/12/2024; PostgreSQL takes it from a copy after the first time."""
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "media"
    if loaded_once["rows"]:
        loaded_once["rows"].put_back()
        shutil.copytree(loaded_once["media"], settings.MEDIA_ROOT)
        return
    load_demo(today=clock.office_date(OFFICE_MORNING))
    if connection.vendor == "postgresql":
        loaded_once["rows"] = Copied()
        shutil.copytree(settings.MEDIA_ROOT, loaded_once["media"])
    mail.outbox.clear()  # the reminders of the day before have gone


class Visitor:
    """One person in one browser window; errors of the page fail the story."""

    def __init__(self, browser, server, size="1366", *, javascript=True):
        width, height = SIZES[size]
        self.server = server
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=server.url, locale="vi-VN",
            java_script_enabled=javascript, accept_downloads=True,
        )  # fmt: skip
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._listen)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _listen(self, message):
        if message.type == "error" and "status of 422" not in message.text:
            self.faults.append(message.text)

    def come_in(self, username):
        """As one who signed in before: most stories are not about the door."""
        visitor = Client()
        visitor.force_login(User.objects.get(username=username))
        name = django_settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": visitor.cookies[name].value, "url": self.server.url}
        self.context.add_cookies([cookie])
        self.page.goto("/")
        return self

    def sign_in(self, username):
        self.page.goto("/dang-nhap/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", django_settings.DEMO_PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url("**/")
        return self

    def sees(self, text):
        self.page.get_by_text(text).filter(visible=True).first.wait_for()  # not what a closed list holds
        return self

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).or_(
            self.page.get_by_role("link", name=name, exact=True)
        ).first.click()
        self.page.wait_for_load_state()
        return self

    def picture(self, name):
        """A picture for docs/screens, only when the run asks for them."""
        if folder := os.environ.get("THIDUA_SCREENS"):
            for size, (width, height) in SIZES.items():
                self.page.set_viewport_size({"width": width, "height": height})
                self.page.screenshot(path=Path(folder) / f"{name}-{size}.png", full_page=False)
            self.page.set_viewport_size(dict(zip(("width", "height"), SIZES["1366"], strict=True)))
        return self

    def close(self):
        self.context.close()
        assert self.faults == []


@pytest.fixture
def visit(browser, live_server, demo):
    """`visit("canbo")` opens that person's window, `by_password` through the front door; None is the public."""
    visitors = []

    def open_window(username, size="1366", *, by_password=False, **options):
        visitor = Visitor(browser, live_server, size, **options)
        visitors.append(visitor)
        if by_password:
            return visitor.sign_in(username)
        return visitor.come_in(username) if username else visitor

    yield open_window
    for visitor in visitors:
        visitor.close()
