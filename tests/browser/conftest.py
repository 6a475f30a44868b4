"""A real server process on the seeds, real Chromium, and people who each have a browser of their own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from waitress.server import create_server

from deliberate.extensions import db
from tests import factories
from tests.keeping import kept_true
from tests.patience import PATIENCE, wait_for
from tests.web.apart import app_apart

ROLES = ("author", "member", "moderator")


@dataclass(frozen=True)
class Site:
    """A running `deliberate serve` and the passwords of the accounts it made."""

    url: str
    data: Path
    passwords: dict[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    with serving(data) as url:
        yield Site(url, data, passwords_in(data))


@contextmanager
def demo(data: Path) -> Iterator[Site]:
    """The seeds, and people who discuss them and vote."""
    given = {**os.environ, "DELIBERATE_DATA": str(data), "DATABASE_URL": "", "REDIS_URL": ""}
    subprocess.run([sys.executable, "-m", "deliberate", "demo"], env=given, check=True, capture_output=True)
    with serving(data) as url:
        yield Site(url, data, passwords_in(data))


@contextmanager
def serving(data: Path, prefix: str = "") -> Iterator[str]:
    """Starts `deliberate serve` on a free port and gives its address once it answers."""
    port = _free_port()
    environment = {
        **os.environ,
        "DELIBERATE_DATA": str(data),
        "DELIBERATE_PORT": str(port),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "SCRIPT_NAME": prefix,
    }
    with (data / "server.log").open("w") as log:
        command = [sys.executable, "-m", "deliberate", "serve"]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, f"http://127.0.0.1:{port}{prefix}/healthz", data / "server.log")
            yield f"http://127.0.0.1:{port}{prefix}"
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serves an application of this process, for a site whose rows a test makes, and gives its address."""
    server = create_server(app, host="127.0.0.1", port=0)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


@contextmanager
def site_with(data: Path, *made: Callable[[], None]) -> Iterator[Site]:
    """A site with the rows that these make, and nobody who can sign in."""
    with app_apart(data) as app:
        factories.bind(db.session)
        with kept_true():
            for make in made:
                make()
            db.session.commit()
        with served(app) as url:
            yield Site(url, data, {})


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    def answers() -> bool:
        try:
            urllib.request.urlopen(url, timeout=PATIENCE).close()
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(f"the server did not start:\n{log.read_text()}") from None
            return False
        return True

    wait_for(answers)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def passwords_in(data: Path) -> dict[str, str]:
    found = re.findall(rf"^\s*({'|'.join(ROLES)})\s*:?\s+(\S+)\s*$", (data / "accounts.txt").read_text(), re.M)
    return dict(found)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser. Whatever page they end on has been checked: no error in the console, axe content."""

    site: Site
    context: BrowserContext
    page: Page
    scripts: bool

    def go(self, path: str) -> None:
        self.page.goto(self.site.url + path)
        self.check()

    def sign_in(self, name: str, password: str | None = None) -> None:
        self.go("/account/sign-in")
        self.page.get_by_label("Name").first.fill(name)
        self.page.get_by_label("Password").first.fill(password or self.site.passwords[name])
        self.page.locator("main").get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def check(self) -> None:
        """axe finds nothing on the page as it is now (it needs scripts, so it is not run without them)."""
        if self.scripts:
            violations = Axe().run(self.page).response["violations"]
            found = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in violations]
            assert not found, f"{self.page.url}: {found}"
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        if self.scripts:
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, f"{self.page.url} is too wide"


@pytest.fixture
def visitor(site: Site, chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """`visitor(scripts=False, width=390, theme='dark')` opens a browser of somebody new."""
    opened: list[tuple[Visitor, list[str]]] = []

    def open_browser(scripts: bool = True, width: int = 1400, theme: str = "light") -> Visitor:
        context = chromium.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _is_ours(said.type, said.text) else None)
        opened.append((Visitor(site, context, page, scripts), errors))
        return opened[-1][0]

    yield open_browser
    for one, errors in opened:
        one.context.close()
        assert not errors, f"the browser's console says: {errors}"


@pytest.fixture
def open_as(app: Flask, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`open_as(browser)` opens Chromium as whoever has this browser of the tests."""
    contexts = []
    with served(app) as url:

        def open_page(client: object = None, **given: object) -> Page:
            context = chromium.new_context(base_url=url, reduced_motion="reduce", **given)
            cookie = client.get_cookie("session") if client else None
            if cookie:
                context.add_cookies([{"name": "session", "value": cookie.value, "url": url}])
            contexts.append(context)
            return context.new_page()

        yield open_page
        for context in contexts:
            context.close()


@pytest.fixture
def at(visitor: Callable[..., Visitor]) -> Callable[..., Page]:
    """`at(MAP, width=390)` opens a map and waits until it can be used."""

    def open_map(path: str, **given: object) -> Page:
        one = visitor(**given)
        one.page.goto(one.site.url + path)
        expect(one.page.locator("[data-ready]")).to_be_attached()
        one.check()
        return one.page

    return open_map


def _is_ours(kind: str, text: str) -> bool:
    """Chromium reports every answer from 400 on as an error; those are asked for by the tests."""
    return kind == "error" and "Failed to load resource" not in text


@pytest.fixture
def screenshots(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where pictures go: the folder named by SCREENSHOTS, else one that is thrown away."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
