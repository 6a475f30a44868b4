"""The argument map as drawn: its boxes, and what stands beside them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def box(page: Page, words: str) -> Locator:
    return page.get_by_role("treeitem", name=words)


def explanation(page: Page) -> Locator:
    return page.locator(".map-why")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))
