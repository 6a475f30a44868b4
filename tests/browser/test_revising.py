"""Revising a text because of an objection, and the person who raised it saying that this deals with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

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
    proposal = _proposes(author, title)
    point = _objects(member, proposal)
    _revises(author, point, screenshots / f"revise-{width}-{theme}.png")
    page = author.page
    expect(page.locator("main")).to_contain_text("What it changed")
    page.screenshot(path=screenshots / f"history-{width}-{theme}.png", full_page=True)
    author.check()
    _says_that_it_does(member, point, screenshots / f"claim-{width}-{theme}.png")


def _proposes(author: Visitor, title: str) -> str:
    page = author.page
    author.sign_in("author")
    author.go("/proposals/new")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Summary in one sentence").fill("The union builds and runs schools in the valleys.")
    page.get_by_label("The text", exact=True).fill(TEXT)
    page.get_by_role("button", name="See what is recognised").click()
    page.get_by_role("button", name="Put it up for deliberation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url.removeprefix(author.site.url).split("#")[0]


def _objects(member: Visitor, proposal: str) -> str:
    page = member.page
    member.sign_in("member")
    member.go(f"{proposal}/post?anchor=the-council-reads-the-accounts-once&label=objection")
    page.get_by_label("Your words").fill("There is no way to police where the funds go between two readings.")
    page.get_by_label("What would settle it").fill("A published audit of each transfer.")
    page.locator("main").get_by_role("button", name="Post", exact=True).click()
    article = page.locator("article.post", has_text="no way to police").first
    return f"/posts/{(article.get_attribute('id') or '').rpartition('-')[2]}"


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
