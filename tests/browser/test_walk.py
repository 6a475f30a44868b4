"""Three people walk the whole path through the product, with scripts and without: a newcomer, a member, a moderator."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

PASSWORD = "a long enough password"
PASSAGE = "/proposals/partnership/passages/right-to-opt-out"


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_three_people_walk_the_whole_path(visitor: Callable[..., Visitor], scripts: bool) -> None:
    nora, member, moderator = (visitor(scripts=scripts) for _ in range(3))
    name = "Nora" if scripts else "Noel"
    _reads_the_home_page(nora)
    _registers(nora, name)
    post = _objects_to_a_passage(nora, name)
    member.sign_in("member")
    _is_shown_the_twin(member, post, name)
    safeguard = _offers_a_safeguard(member, post)
    _votes(member, post)
    _answers_what_cannot_be_answered(member, post)
    _sees_the_map(nora, post)
    _edits(nora, post)
    _keeps_the_vote(member, post)
    _flags(member, post)
    moderator.sign_in("moderator")
    _curates(moderator, post)
    _sees_what_became_of_it(nora, name, post, safeguard)


def _reads_the_home_page(nora: Visitor) -> None:
    page = nora.page
    nora.go("/")
    expect(page.locator(".proposal-row")).to_have_count(5)
    find = page.get_by_role("search", name="Find proposals")
    find.get_by_label("Topic").select_option("peacekeeping")
    find.get_by_label("Sort by").select_option("open")
    find.get_by_role("button", name="Show").click()
    expect(page.locator(".proposal-row")).to_have_count(1)
    nora.check()
    nora.go("/search?q=anticorruption")
    expect(page.locator("main")).to_contain_text("corruption")
    nora.go("/labels")
    nora.go("/proposals/partnership")
    expect(page.locator(".head-votes")).to_have_text(re.compile("nobody has voted yet|1 vote"))
    page.locator('[data-passage="right-to-opt-out"]').click()
    expect(page).to_have_url(re.compile("passages/right-to-opt-out"))
    expect(page.locator("#panel")).to_contain_text("About this passage")
    nora.check()


def _registers(nora: Visitor, name: str) -> None:
    page = nora.page
    nora.go("/account/register")
    page.get_by_label("Name", exact=False).first.fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("#repeat").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Register").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def _objects_to_a_passage(nora: Visitor, name: str) -> int:
    """Two parts in one message; a submit that fails and a reload lose nothing."""
    page = nora.page
    nora.go(PASSAGE)
    page.locator("#panel").get_by_role("link", name="Object", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What do you want to do with this passage?")
    expect(page.get_by_role("radio", name=re.compile("^rebut"))).to_have_count(0)
    page.get_by_label("What would settle it").fill("A date in the treaty.")
    words = f"{name} asks: nobody says **when** the citizens would vote."
    page.get_by_label("Your words").fill(words)
    page.get_by_label("What it is about").select_option("consent")
    if nora.scripts:
        expect(page.locator(".preview strong")).to_have_text("when")
        page.wait_for_timeout(600)
        page.goto("about:blank")
        nora.go("/proposals/partnership/post?anchor=right-to-opt-out&label=objection")
        expect(page.get_by_label("Your words")).to_have_value(words)
    else:
        page.get_by_role("button", name="Preview").click()
        expect(page.locator(".preview strong")).to_have_text("when")
    page.get_by_role("button", name="Add another part").click()
    second = page.locator(".part").nth(1)
    second.get_by_label("This part replies to").select_option(index=1)
    second.get_by_role("radio", name=re.compile("^add evidence")).check()
    second.get_by_label("Your words").fill(f"{name} has read the text: it has no date.")
    page.locator("main").get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Say where this can be checked")
    expect(page.get_by_label("Your words").first).to_have_value(words)
    expect(page.get_by_label("What would settle it").first).to_have_value("A date in the treaty.")
    nora.check()
    second.get_by_label("Title of the source").fill("The proposal itself")
    page.locator("main").get_by_role("button", name="Post", exact=True).click()
    if page.get_by_role("button", name="Post mine anyway").count():
        page.get_by_role("button", name="Post mine anyway").click()
    article = page.locator("article.post", has_text=words.replace("**", "")).first
    expect(article).to_contain_text("consent")
    return int((article.get_attribute("id") or "").removeprefix("post-"))


def _is_shown_the_twin(member: Visitor, post: int, name: str) -> None:
    page = member.page
    member.go("/proposals/partnership/post?anchor=right-to-opt-out&label=objection")
    page.get_by_label("Your words").fill(f"{name} asks that nobody says when the citizens would vote.")
    page.locator("main").get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("heading", name="Already raised?").first).to_be_visible()
    member.check()
    page.locator(f'main a[href^="/posts/{post}"]').first.click()
    expect(page).to_have_url(re.compile(f"/posts/{post}"))


def _offers_a_safeguard(member: Visitor, post: int) -> int:
    page = member.page
    member.go(f"/posts/{post}")
    page.get_by_text("What do you want to do with this objection?").first.click()
    page.locator("main").get_by_role("link", name=re.compile("offer a safeguard", re.I)).first.click()
    # Both walks write on one site: the second would be asked whether the first had said it already.
    words = (
        f"Let the treaty set the vote to the third year, as number {post} wants."
        if member.scripts
        else f"A commission of both parliaments names the day; that settles {post}."
    )
    page.get_by_label("Your words").fill(words)
    page.locator("main").get_by_role("button", name="Post", exact=True).click()
    article = page.locator("article.post", has_text=words).last
    expect(article).to_contain_text("Safeguard")
    member.go(f"/posts/{post}")
    expect(page.locator(f"#post-{post}").first).to_contain_text("contested")
    return int((page.locator("article.post", has_text=words).first.get_attribute("id") or "").removeprefix("post-"))


def _votes(member: Visitor, post: int) -> None:
    page = member.page
    bar = page.locator(f"#post-{post} .ballot")
    expect(bar).to_contain_text("Is this a serious problem?")
    if member.scripts:
        page.evaluate("window.untouched = true")
    for choice, counts in (("disagree", "0 0 1"), ("withdraw", "0 0 0"), ("agree", "1 0 0")):
        bar.locator(f'button[value="{choice}"]').click()
        for value, count in zip(("agree", "pass", "disagree"), counts.split(), strict=True):
            expect(bar.locator(f'button[value="{value}"] .vote-count')).to_have_text(count)
    expect(bar.locator('button[value="agree"]')).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(f"/posts/{post}"))
    if member.scripts:
        assert page.evaluate("window.untouched") is True, "only the vote bar changes"
    member.check()


def _answers_what_cannot_be_answered(member: Visitor, post: int) -> None:
    """The form offers only what the grammar allows; whoever asks for something else is told what it would allow."""
    page = member.page
    member.go(f"/posts/{post}/reply?label=answer")
    expect(page.get_by_role("radio", name=re.compile("^answer"))).to_have_count(0)
    expect(page.get_by_role("radio", name=re.compile("^offer a safeguard"))).to_have_count(1)


def _sees_the_map(nora: Visitor, post: int) -> None:
    page = nora.page
    nora.go("/proposals/partnership/map")
    if nora.scripts:
        expect(page.get_by_role("treeitem").first).to_be_visible()
        page.get_by_role("treeitem").first.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("svg [role=treeitem]:focus")).to_have_count(1)
        page.locator("svg a").filter(has_text="open").first.click()
        explanation = page.get_by_role("region", name="Explanation")
        expect(explanation).to_contain_text("Stays open")
        explanation.get_by_role("link", name="Open this post").click()
        expect(page).to_have_url(re.compile(r"/posts/\d+"))
    else:
        expect(page.locator(".map-outline details").first).to_be_visible()
        page.locator(".outline-item > details > summary").nth(1).click()
        page.locator('.map-outline a[href^="/posts/"]:visible').first.click()
        expect(page).to_have_url(re.compile(r"/posts/\d+"))


def _edits(nora: Visitor, post: int) -> None:
    page = nora.page
    nora.go(f"/posts/{post}")
    page.locator(f"#post-{post}").get_by_role("link", name="Edit").click()
    page.get_by_label("Your words").fill("Nobody says in which year the citizens would vote.")
    nora.check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(f"#post-{post}").first).to_contain_text("in which year")
    nora.go(f"/posts/{post}/wordings")
    expect(page.locator("main ins").first).to_be_visible()
    expect(page.locator("main del").first).to_be_visible()


def _keeps_the_vote(member: Visitor, post: int) -> None:
    page = member.page
    member.go(f"/posts/{post}")
    bar = page.locator(f"#post-{post} .ballot")
    expect(bar).to_contain_text("You voted on earlier words.")
    expect(bar).to_contain_text("1 of 1 was cast on earlier words.")
    bar.get_by_role("button", name="Keep my vote").click()
    expect(bar).not_to_contain_text("earlier words")
    expect(bar.locator('button[value="agree"] .vote-count')).to_have_text("1")


def _flags(member: Visitor, post: int) -> None:
    page = member.page
    member.go(f"/posts/{post}")
    page.locator(f"#post-{post}").get_by_role("link", name=re.compile("^Flag")).click()
    member.check()
    page.locator("main").get_by_role("radio").nth(2).check()
    page.locator("main").get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").first).to_contain_text("moderator")


def _curates(moderator: Visitor, post: int) -> None:
    page = moderator.page
    moderator.go("/moderation")
    expect(page.locator("main")).to_contain_text("in which year")
    moderator.go(f"/moderation/posts/{post}")
    page.locator("main").get_by_role("link", name=re.compile("^relabel", re.I)).click()
    page.get_by_role("radio", name=re.compile("condition", re.I)).check()
    page.get_by_role("button", name="Show what happens").click()
    expect(page.locator(".effect")).to_be_visible()
    page.get_by_label("Why").fill("It says what must be settled first.")
    moderator.check()
    page.locator("main").get_by_role("button", name=re.compile("^relabel", re.I)).click()
    moderator.go(f"/posts/{post}")
    expect(page.locator(f"#post-{post}-head")).to_contain_text("Condition")
    moderator.go("/proposals/partnership/log")
    expect(page.locator("main")).to_contain_text("It says what must be settled first.")
    entry = page.locator(".log > li").first
    entry.get_by_text("Undo").first.click()
    entry.get_by_label("Why").fill("Not a condition after all.")
    entry.get_by_role("button", name="Undo this").click()
    moderator.go(f"/posts/{post}")
    expect(page.locator(f"#post-{post}-head")).to_contain_text("Objection")


def _sees_what_became_of_it(nora: Visitor, name: str, post: int, safeguard: int) -> None:
    page = nora.page
    nora.go(f"/posts/{safeguard}")
    expect(page.locator(".ancestors")).to_contain_text("in which year")
    nora.go("/account/posts")
    expect(page.locator("main")).to_contain_text("in which year")
    nora.go(f"/people/{name}")
    expect(page.locator("main")).to_contain_text("in which year")
    nora.go("/account/password")
    nora.go("/proposals/new")


def test_every_page_is_sound_at_both_widths_and_in_both_themes(
    visitor: Callable[..., Visitor], screenshots: Path
) -> None:
    """axe finds nothing, and nothing is wider than the screen."""
    pages = [
        "/",
        "/proposals/partnership",
        f"{PASSAGE}#right-to-opt-out",
        "/proposals/partnership/post?anchor=right-to-opt-out&label=objection",
        "/proposals/partnership/map",
        "/proposals/partnership/log",
        "/proposals/partnership/history?revision=1",
        "/posts/1",
        "/search?q=border",
        "/labels",
        "/people/Editors",
        "/proposals/none",
        "/moderation",
        "/account/posts",
        "/account/",
        "/proposals/new",
    ]
    for width, theme in ((1400, "light"), (390, "light"), (1400, "dark"), (390, "dark")):
        reader = visitor(width=width, theme=theme)
        for path in ("/account/register", "/account/sign-in", *pages):
            if path == pages[0]:
                reader.sign_in("moderator")
            reader.go(path)
            name = re.sub(r"\W+", "-", path).strip("-") or "home"
            reader.page.screenshot(path=screenshots / f"{name}-{width}-{theme}.png")


def test_the_picture_in_the_readme_shows_a_passage_and_its_thread(
    visitor: Callable[..., Visitor], screenshots: Path
) -> None:
    """`make picture` keeps it beside this file."""
    reader = visitor()
    reader.go("/proposals/partnership/passages/investing-in-infrastructure#investing-in-infrastructure")
    expect(reader.page.locator("#panel")).to_contain_text("nobody can police where it ends up")
    reader.page.screenshot(path=screenshots / "proposal.png")


def test_paper_is_light_though_the_screen_was_dark(visitor: Callable[..., Visitor]) -> None:
    reader = visitor(theme="dark")
    reader.go("/proposals/partnership")
    lead = reader.page.locator(".head-line")
    on_screen = lead.evaluate("element => getComputedStyle(element).color")
    reader.page.emulate_media(media="print")
    on_paper = lead.evaluate("element => getComputedStyle(element).color")
    assert (on_screen, on_paper) == ("rgb(171, 166, 155)", "rgb(91, 86, 78)")
