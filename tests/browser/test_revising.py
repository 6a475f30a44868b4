"""Revising a text because of an objection, and the person who raised it saying that this deals with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.proposing import objects, proposes

pytestmark = pytest.mark.browser
Open = Callable[..., Visitor]

TEXT = """# Means

The union pays for schools from a common fund.

- Schools: one in every valley
- Roads: where there are none

# Control

The council reads the accounts once a year."""


@pytest.mark.parametrize(
    ("scripts", "width", "theme"),
    [(True, 1400, "light"), (True, 390, "dark"), (False, 390, "light")],
    ids=["desktop", "phone", "without-scripts"],
)
def test_an_objection_is_dealt_with_by_a_revision_and_resolved_by_who_raised_it(
    visitor: Open, screenshots: Path, scripts: bool, width: int, theme: str
) -> None:
    author, member = (visitor(scripts=scripts, width=width, theme=theme) for _ in range(2))
    title = f"Schools for the valleys {width} {theme}"
    author.sign_in("author")
    proposal = proposes(author, title, "The union builds and runs schools in the valleys.", TEXT)
    member.sign_in("member")
    words = "There is no way to police where the funds go between two readings."
    anchor = "the-council-reads-the-accounts-once"
    point = objects(member, proposal, anchor, words, settles="A published audit of each transfer.")
    _revises(author, point, screenshots / f"revise-{width}-{theme}.png")
    page = author.page
    expect(page.locator("main")).to_contain_text("What it changed")
    page.screenshot(path=screenshots / f"history-{width}-{theme}.png", full_page=True)
    author.check()
    _says_that_it_does(member, point, screenshots / f"claim-{width}-{theme}.png")


def _revises(author: Visitor, point: str, picture: Path) -> None:
    page = author.page
    author.go(point)
    page.get_by_role("link", name="Revise the text to deal with this").click()
    expect(page.get_by_role("checkbox", name=re.compile("no way to police"))).to_be_checked()
    text = page.get_by_label("The text", exact=True)
    text.fill(text.input_value().replace("once a year", "once a year, and publishes an audit of every transfer"))
    page.get_by_label("What you changed, and why").fill("Every transfer is audited, so that funds can be traced.")
    page.get_by_role("button", name="See what changes").click()
    expect(page.get_by_role("heading", name="1 passage changes")).to_be_visible()
    expect(page.locator(".changes ins")).to_contain_text("publishes an audit")
    page.screenshot(path=picture, full_page=True)
    author.check()
    page.get_by_role("button", name="Put this revision in force").click()


def _says_that_it_does(member: Visitor, point: str, picture: Path) -> None:
    page = member.page
    member.go(point)
    expect(page.locator("h1 + * , .status-why").first).to_be_visible()
    expect(page.locator(".claim")).to_contain_text("Nobody has said yet whether it does.")
    page.screenshot(path=picture, full_page=True)
    page.get_by_role("button", name="It does not").click()
    expect(page.locator(".claim")).to_contain_text("The person who raised it says: it does not.")
    page.get_by_role("button", name="It does", exact=True).click()
    expect(page.locator(".status-resolved").first).to_be_visible()
    expect(page.get_by_role("button", name="It does", exact=True)).to_have_attribute("aria-pressed", "true")
    member.check()
