"""Votes by keys where posts are read: on a post's own page and in a thread."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser
Open = Callable[..., Visitor]
THREAD = "/proposals/partnership"


def voted(bar: Locator) -> Locator:
    return bar.locator(':is(.vote, .row-votes button)[aria-pressed="true"]')


@pytest.fixture
def member(visitor: Open) -> Visitor:
    member = visitor()
    member.sign_in("member")
    member.go(THREAD)
    return member


@pytest.fixture
def post(member: Visitor) -> str:
    """The address of a post that votes are asked on."""
    row = member.page.locator("#thread article.row:has(.row-votes button)").first
    return str(row.get_attribute("id")).replace("post-", "/posts/")


def test_on_a_posts_page_its_keys_vote_and_take_the_vote_back(member: Visitor, post: str, screenshots: Path) -> None:
    page = member.page
    member.go(post)
    bar = page.locator(".post-large [data-vote-bar]")
    page.evaluate("window.untouched = true")
    for key, choice in (("y", "yes"), ("u", "unsure"), ("n", "no")):
        page.keyboard.press(key)
        expect(voted(bar)).to_have_text(re.compile(rf"^\s*{choice} [1-9]"))
        expect(voted(bar)).to_be_focused()
    page.screenshot(path=screenshots / "voted-by-key.png")
    page.keyboard.press("z")
    expect(bar.get_by_role("button", name="Withdraw")).to_have_count(0)
    expect(voted(bar)).to_have_count(0)
    assert page.evaluate("window.untouched") is True, "only the vote bar changes"
    member.check()


def test_keys_do_nothing_while_somebody_types_or_holds_another_key(member: Visitor, post: str) -> None:
    page = member.page
    member.go(post)
    page.get_by_role("searchbox").press_sequentially("yunz")
    page.locator("h1").click()
    for stroke in ("Control+y", "Alt+n", "Shift+Y", "z", "a"):
        page.keyboard.press(stroke)
    page.wait_for_timeout(200)
    expect(voted(page.locator(".post-large"))).to_have_count(0)
    assert page.url == member.site.url + post


def test_they_are_told_on_the_page_and_can_be_switched_off(member: Visitor, post: str) -> None:
    page = member.page
    told = re.compile(r"Keys, .*:\s*y yes · u unsure · n no · z take back your last vote")
    for address in (THREAD, post):
        member.go(address)
        expect(page.locator("[data-vote-keys]")).to_have_text(told, use_inner_text=True)
        expect(page.locator("[data-vote-keys]")).to_be_visible()
    page.get_by_role("button", name="Use keys").click()
    page.locator("h1").click()
    page.keyboard.press("y")
    page.wait_for_timeout(200)
    expect(voted(page.locator(".post-large"))).to_have_count(0)
    member.go(f"{THREAD}/vote")
    expect(page.get_by_role("button", name="Use keys")).to_have_attribute("aria-pressed", "false")


def test_in_a_thread_they_are_for_the_post_that_has_the_focus_or_is_in_the_address(member: Visitor, post: str) -> None:
    page = member.page
    number = post.rpartition("/")[2]
    member.go(THREAD)
    page.keyboard.press("y")
    page.wait_for_timeout(200)
    expect(voted(page.locator("body"))).to_have_count(0)
    page.locator(f"#post-{number} .by a").first.focus()
    page.keyboard.press("y")
    expect(voted(page.locator(f"#post-{number}"))).to_contain_text("yes")
    page.locator("h2").first.focus()
    page.keyboard.press("z")
    expect(voted(page.locator(f"#post-{number}"))).to_have_count(0)
    member.go(f"{THREAD}#post-{number}")
    page.reload()
    page.keyboard.press("n")
    expect(voted(page.locator(f"#post-{number}"))).to_contain_text("no")
    page.keyboard.press("z")
    expect(voted(page.locator("body"))).to_have_count(0)


def test_a_vote_by_key_before_signing_in_is_taken_back_by_key_after_it(
    visitor: Open, member: Visitor, post: str
) -> None:
    author = visitor()
    author.go(post)
    author.page.keyboard.press("u")
    expect(author.page.get_by_text("You pressed “unsure”.")).to_be_visible()
    author.page.get_by_label("Name").first.fill("author")
    author.page.get_by_label("Password").first.fill(author.site.passwords["author"])
    author.page.get_by_role("button", name="Sign in and vote").click()
    expect(author.page.locator(".notes")).to_contain_text("Your vote is counted: unsure.")
    expect(voted(author.page.locator(".post-large"))).to_contain_text("unsure")
    author.page.keyboard.press("z")
    expect(author.page.locator(".notes")).to_contain_text("Your vote is taken back.")
    expect(voted(author.page.locator(".post-large"))).to_have_count(0)
