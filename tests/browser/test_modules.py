"""The modules of the scripts, in a browser: each function in modules/*.js is a claim, and throws if it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from deliberate.web.security import HEADERS

pytestmark = pytest.mark.browser

SITE = "http://modules.test"
CHECKOUT = Path(__file__).parents[2]
MODULES = CHECKOUT / "tests" / "browser" / "modules"
CLAIMS = [
    (path.name, claim)
    for path in sorted(MODULES.glob("*.js"))
    if path.name != "claims.js"
    for claim in re.findall(r"^export (?:async )?function (\w+)", path.read_text(), re.M)
]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page under the site's own policy, at an address where the checkout is."""
    context = chromium.new_context()
    context.route(f"{SITE}/**", _answer)
    page = context.new_page()
    page.goto(SITE)
    yield page
    context.close()


@pytest.mark.parametrize(("module", "claim"), CLAIMS)
def test_a_module_does_what_is_claimed(page: Page, module: str, claim: str) -> None:
    page.evaluate(
        "async ([module, claim]) => (await import(module))[claim]()",
        [f"{SITE}/{MODULES.relative_to(CHECKOUT)}/{module}", claim],
    )


def test_every_module_that_needs_no_page_has_claims() -> None:
    assert {module for module, _ in CLAIMS} == {"keys.js", "layout.js", "text.js", "tree.js"}


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(f"{SITE}/")
    if path:
        route.fulfill(path=CHECKOUT / path)
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html", headers=HEADERS)
