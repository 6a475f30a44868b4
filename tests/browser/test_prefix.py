"""A site under a prefix of its host, where a browser with scripts asks for nothing outside of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor, passwords_in, serving
from tests.browser.drawings import explanation

pytestmark = pytest.mark.browser

PARTNERSHIP = "/proposals/partnership"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    with serving(data, "/deliberation") as url:
        yield Site(url, data, passwords_in(data))


@pytest.fixture
def member(visitor: Callable[..., Visitor]) -> Iterator[Visitor]:
    one = visitor()
    asked: list[str] = []
    one.page.on("request", lambda request: asked.append(request.url))
    one.sign_in("member")
    yield one
    assert [url for url in asked if not url.startswith(f"{one.site.url}/")] == []


def test_posting_voting_reading_and_searching_work_under_a_prefix(member: Visitor) -> None:
    page = member.page
    expect(page).to_have_url(f"{member.site.url}/")
    page.get_by_role("link", name="A Compassionate Partnership").first.click()
    page.locator('[data-passage="right-to-opt-out"]').click()
    expect(page).to_have_url(f"{member.site.url}{PARTNERSHIP}/passages/right-to-opt-out#right-to-opt-out")
    page.locator(".panel-close").click()
    expect(page).to_have_url(f"{member.site.url}{PARTNERSHIP}#right-to-opt-out")
    page.go_back()
    page.locator("#panel").get_by_role("link", name="Object", exact=True).click()
    page.get_by_label("Your words").fill("Nobody says **when** the citizens would vote.")
    expect(page.locator(".preview strong")).to_have_text("when")
    page.locator("main").get_by_role("button", name="Post", exact=True).click()
    expect(page).to_have_url(re.compile(f"^{member.site.url}/posts/"))
    member.check()
    member.go("/posts/1")
    bar = page.locator("#post-1 .ballot")
    page.evaluate("window.untouched = true")
    bar.locator('button[value="agree"]').click()
    expect(bar.locator('button[value="agree"]')).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.untouched") is True, "by fetch"
    page.locator(".site-search input").fill("border")
    page.keyboard.press("Enter")
    expect(page.locator(".hits li")).not_to_have_count(0)
    page.locator(".hits a").first.click()
    member.check()


def test_the_twins_of_what_is_being_written_are_shown(member: Visitor) -> None:
    page = member.page
    member.go(f"{PARTNERSHIP}/post?label=objection")
    page.get_by_label("Your words").fill(
        "When money goes to other countries for purposes like this one, nobody can police where it ends up."
    )
    twins = page.locator(".twins-live")
    expect(twins).to_contain_text("Already raised?")
    twins.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"^{member.site.url}/posts/"))


def test_the_map_draws_explains_and_leads_to_posts(member: Visitor) -> None:
    page = member.page
    member.go(f"{PARTNERSHIP}/map")
    expect(page.locator("[data-ready]")).to_be_attached()
    page.locator("svg a").filter(has_text="open").first.click()
    expect(explanation(page)).to_contain_text("Nobody has answered this yet.")
    explanation(page).get_by_role("link", name="Open this post").click()
    expect(page).to_have_url(re.compile(f"^{member.site.url}/posts/"))


def test_votes_in_the_queue_and_moderation_work_under_a_prefix(
    visitor: Callable[..., Visitor], member: Visitor
) -> None:
    page = member.page
    member.go(f"{PARTNERSHIP}/vote")
    head = page.locator("[data-queue-head]").inner_text()
    page.keyboard.press("y")
    expect(page.locator("[data-queue-outcome]")).to_contain_text("Your vote: yes")
    expect(page.locator("[data-queue-head]")).not_to_have_text(head)
    page.get_by_role("link", name="See it", exact=True).click()
    expect(page).to_have_url(re.compile(r"/posts/\d+$"))
    post = page.url.rsplit("/", 1)[1]
    page.locator(f"#post-{post}").get_by_role("link", name=re.compile("^Flag")).click()
    page.locator("main").get_by_role("radio").nth(2).check()
    page.locator("main").get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").first).to_contain_text("moderator")
    moderator = visitor()
    moderator.sign_in("moderator")
    moderator.go("/moderation")
    page = moderator.page
    page.keyboard.press("d")
    page.get_by_label("Why").fill("It says what it is.")
    page.locator("main").get_by_role("button", name="Leave as it is").click()
    expect(page).to_have_url(re.compile(f"^{moderator.site.url}/moderation(#|$)"))
    expect(page.get_by_role("status").first).to_contain_text("its flags are dealt with")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{moderator.site.url}/")
