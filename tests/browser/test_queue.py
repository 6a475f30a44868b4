"""Voting on one post after another: by keys, on a phone, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser
Open = Callable[..., Visitor]
QUEUE = "/proposals/partnership/vote"


def left(page: Page) -> int:
    found = re.match(r"\d+", page.locator(".queue-left").inner_text())
    assert found
    return int(found[0])


def number(page: Page) -> str:
    """The number of the post that is asked about."""
    found = re.search(r"/posts/(\d+)/", page.locator(".queue-ballot").get_attribute("action") or "")
    assert found
    return found[1]


def press(page: Page, key: str) -> None:
    """Once the page takes keys again: for a moment after a new post appears it does not."""
    expect(page.locator("[data-queue][data-busy]")).to_have_count(0)
    page.keyboard.press(key)


def test_posts_are_voted_on_skipped_and_gone_back_to_by_keys(visitor: Open, screenshots: Path) -> None:
    member = visitor()
    page = member.page
    member.sign_in("member")
    member.go("/proposals/partnership")
    page.get_by_role("link", name=re.compile(r"Your vote is needed \(\d+\)")).click()
    page.screenshot(path=screenshots / "queue.png")
    member.check()
    page.evaluate("window.untouched = true")
    waiting, first = left(page), number(page)
    press(page, "Control+y")
    press(page, "Shift+N")
    page.get_by_role("searchbox").press_sequentially("yunzs")
    assert (left(page), number(page)) == (waiting, first)
    page.locator("h1").click()
    press(page, "y")
    expect(page.locator("#queue-head")).to_be_focused()
    assert left(page) == waiting - 1
    expect(page.locator("[data-queue-said]")).to_contain_text("Your vote: yes")
    expect(page.locator(".queue-counts")).to_contain_text(
        re.compile(r"Votes so far: yes [1-9]\d* · unsure \d+ · no \d+\.")
    )
    page.screenshot(path=screenshots / "queue-voted.png")
    member.check()
    second = number(page)
    press(page, "s")
    expect(page).to_have_url(re.compile(f"skipped={second}"))
    expect(page.locator("#queue-head")).to_be_focused()
    assert (left(page), number(page) == second) == (waiting - 1, False)
    third = number(page)
    press(page, "n")
    expect(page.locator("[data-queue-said]")).to_contain_text("Your vote: no")
    assert page.evaluate("window.untouched") is True, "the page is not loaded anew"
    fourth = number(page)
    page.reload()
    assert number(page) == fourth
    press(page, "z")
    expect(page).to_have_url(re.compile(f"again={third}"))
    assert number(page) == third
    press(page, "n")
    expect(page.locator("[data-queue-said]")).to_contain_text("Your vote: no")
    assert number(page) != third


def test_keys_can_be_switched_off(visitor: Open) -> None:
    member = visitor()
    page = member.page
    member.sign_in("member")
    member.go(QUEUE)
    page.get_by_role("button", name="Use keys").click()
    page.locator("h1").click()
    first = number(page)
    press(page, "s")
    page.wait_for_timeout(200)
    assert number(page) == first
    page.reload()
    expect(page.get_by_role("button", name="Use keys")).to_have_attribute("aria-pressed", "false")
    page.route("**/vote", lambda route: route.abort())
    page.get_by_role("button", name="unsure").click()
    expect(page.locator(".note")).to_contain_text("Not sent")
    assert number(page) == first


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_the_ballot_is_within_reach_of_a_thumb(visitor: Open, screenshots: Path, theme: str) -> None:
    author = visitor(width=390, theme=theme)
    page = author.page
    author.sign_in("author")
    author.go(QUEUE)
    page.screenshot(path=screenshots / f"queue-phone-{theme}.png")
    waiting = left(page)
    for choice in ("yes", "unsure", "no"):
        box = page.get_by_role("button", name=choice, exact=True).bounding_box()
        assert box
        assert box["height"] >= 44
        assert 900 - 200 < box["y"] < 900 - box["height"]
    page.get_by_role("button", name="unsure").click()
    expect(page.locator(".queue-cast")).to_contain_text("Your vote: unsure")
    expect(page.locator("#queue-head")).to_be_in_viewport()
    assert left(page) == waiting - 1
    page.screenshot(path=screenshots / f"queue-phone-voted-{theme}.png")
    author.check()


def test_without_scripts_everything_is_voted_on_to_the_end(visitor: Open, screenshots: Path) -> None:
    moderator = visitor(scripts=False, width=390)
    page = moderator.page
    moderator.go(QUEUE)
    page.screenshot(path=screenshots / "queue-visitor.png")
    page.get_by_role("link", name="Sign in to vote").click()
    page.get_by_label("Name").first.fill("moderator")
    page.get_by_label("Password").first.fill(moderator.site.passwords["moderator"])
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(f"{QUEUE}$"))
    page.get_by_role("link", name="Skip", exact=True).click()
    for _ in range(left(page)):
        page.get_by_role("button", name="yes", exact=True).click()
        expect(page.locator(".queue-cast")).to_contain_text("Your vote: yes")
    expect(page.get_by_text("You have voted on everything here.")).to_be_visible()
    page.screenshot(path=screenshots / "queue-empty.png")
