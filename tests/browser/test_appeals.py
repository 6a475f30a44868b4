"""An appeal, from the post that was hidden to what another moderator decided: on a phone, by keyboard, and without
scripts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Site, Visitor

pytestmark = pytest.mark.browser

PAGE = "/proposals/partnership"
WHY, WORDS, DECIDED = "It is beside the point.", "It asks who pays, which is the point.", "The question belongs here."


@pytest.fixture(scope="module", autouse=True)
def two_moderators(site: Site) -> None:
    given = {**os.environ, "DELIBERATE_DATA": str(site.data), "DATABASE_URL": "", "REDIS_URL": ""}
    command = [sys.executable, "-m", "deliberate", "moderator", "add", "author"]
    subprocess.run(command, env=given, check=True, capture_output=True)


def by_keyboard(link: Locator) -> None:
    link.first.focus()
    expect(link.first).to_be_focused()
    link.first.press("Enter")


@pytest.mark.parametrize("scripts", [True, False])
def test_who_wrote_a_hidden_post_appeals_and_another_moderator_reverses_it(
    visitor: Callable[..., Visitor], *, scripts: bool
) -> None:
    member = visitor(width=390, theme="dark", scripts=scripts)
    moderator, other = (visitor(scripts=scripts) for _ in range(2))
    for who, name in ((member, "member"), (moderator, "moderator"), (other, "author")):
        who.sign_in(name)
    member.go(f"{PAGE}/post?label=comment")
    said = f"Who pays for the lamps {'with' if scripts else 'without'} scripts?"
    member.page.get_by_label("Your words").fill(said)
    member.page.locator("main").get_by_role("button", name="Post", exact=True).click()
    mine = member.page.get_by_role("button", name="Post mine anyway")
    if mine.count():
        mine.click()
    article = member.page.locator("article.post", has_text=said).first
    expect(article).to_be_visible()
    post = int((article.get_attribute("id") or "").removeprefix("post-"))

    moderator.go(f"/moderation/posts/{post}/hide")
    moderator.page.get_by_label("Why").fill(WHY)
    moderator.page.locator("main").get_by_role("button", name="Hide").click()

    member.go("/account/posts")
    by_keyboard(member.page.get_by_role("link", name="Public log, and to appeal"))
    expect(member.page.locator("main")).to_contain_text(WHY)
    member.check()
    by_keyboard(member.page.get_by_role("link", name="Appeal against this"))
    member.check()
    member.page.get_by_label("Why it should not stay as it is").fill(WORDS)
    by_keyboard(member.page.locator("main").get_by_role("button", name="Appeal"))
    expect(member.page.get_by_role("status").first).to_contain_text("Your appeal is made.")
    member.check()

    moderator.go("/moderation")
    expect(moderator.page.get_by_role("region", name="Appeals")).to_contain_text("Another moderator decides.")
    other.go("/moderation")
    appeal = other.page.get_by_role("region", name="Appeals").locator("li", has_text=WORDS)
    by_keyboard(appeal.first.get_by_role("link", name="Decide on the appeal"))
    expect(other.page.locator("main")).to_contain_text(said)
    other.check()
    other.page.get_by_label("Why").fill(DECIDED)
    by_keyboard(other.page.get_by_role("button", name=re.compile("Reverse")))
    expect(other.page.get_by_role("status").first).to_contain_text("Decided.")

    member.go(f"{PAGE}/log?post={post}")
    expect(member.page.locator("main")).to_contain_text("It was reversed.")
    expect(member.page.locator("main")).to_contain_text(DECIDED)
    member.go(f"/posts/{post}")
    expect(member.page.locator(f"#post-{post}").first).to_contain_text(said)
