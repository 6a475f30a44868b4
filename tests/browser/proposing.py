"""Putting up a proposal and objecting to it, by the forms."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visitor


def proposes(author: Visitor, title: str, summary: str, text: str) -> str:
    """By whoever is signed in; gives the address of the proposal."""
    page = author.page
    author.go("/proposals/new")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Summary in one sentence").fill(summary)
    page.get_by_label("The text", exact=True).fill(text)
    page.get_by_role("button", name="See what is recognised").click()
    page.get_by_role("button", name="Put it up for deliberation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url.removeprefix(author.site.url).split("#")[0]


def objects(member: Visitor, proposal: str, anchor: str, words: str, settles: str = "") -> str:
    """To a passage; gives the address of the post."""
    page = member.page
    member.go(f"{proposal}/post?anchor={anchor}&label=objection")
    page.get_by_label("Your words").fill(words)
    if settles:
        page.get_by_label("What would settle it").fill(settles)
    page.locator("main").get_by_role("button", name="Post", exact=True).click()
    article = page.locator("article.post", has_text=words.rpartition("\n")[2]).first
    return f"/posts/{(article.get_attribute('id') or '').rpartition('-')[2]}"
