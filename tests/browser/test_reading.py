"""Reading with scripts: the thread of a passage beside the document, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

PASSAGE = re.compile("/proposals/partnership/passages/right-to-opt-out")


def test_back_leads_to_the_whole_page_with_its_panel_and_then_without(visitor: Callable[..., Visitor]) -> None:
    reader = visitor()
    page = reader.page
    reader.go("/proposals/partnership")
    page.locator('[data-passage="right-to-opt-out"]').click()
    expect(page.locator("#panel-title")).to_be_focused()
    expect(page).to_have_url(PASSAGE)
    page.locator("#panel").get_by_role("link", name="Object", exact=True).click()
    expect(page).to_have_url(re.compile("/post\\?"))
    page.go_back()
    expect(page).to_have_url(PASSAGE)
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.locator("#panel-title")).to_be_visible()
    page.go_back()
    expect(page.locator("#panel-title")).to_have_count(0)
    expect(page.locator(".is-chosen")).to_have_count(0)


def test_going_to_a_section_keeps_the_panel_and_the_page(visitor: Callable[..., Visitor]) -> None:
    reader = visitor()
    page = reader.page
    reader.go("/proposals/partnership/passages/right-to-opt-out")
    page.evaluate("window.untouched = true")
    page.locator(".contents a").last.click()
    expect(page.locator("#panel-title")).to_be_visible()
    assert page.evaluate("window.untouched") is True, "the page is not loaded anew"


def test_on_a_phone_the_bottom_bar_puts_the_panel_away(visitor: Callable[..., Visitor]) -> None:
    reader = visitor(width=390)
    page = reader.page
    reader.go("/proposals/partnership")
    page.locator('[data-passage="right-to-opt-out"]').click()
    expect(page.locator("#panel-title")).to_be_visible()
    page.get_by_role("navigation", name="This proposal").get_by_role("link", name="Thread").click()
    expect(page.locator("#panel-title")).to_have_count(0)
    expect(page.locator("#thread-title")).to_be_in_viewport()
