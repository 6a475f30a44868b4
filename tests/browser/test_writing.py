"""Writing, voting and rewording in a real browser, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser
Open = Callable[..., Visitor]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
BODY = "parts-0-body"


def box(visitor: Visitor, name: str) -> str:
    return visitor.page.locator(f"[name={name}]").input_value()


def choose(visitor: Visitor, label: str, part: int = 0) -> None:
    visitor.page.locator(f"[name=parts-{part}-label][value={label}]").check()


def post(visitor: Visitor, address: str, label: str, words: str) -> str:
    """Posts a message of one part and gives the path of its page."""
    visitor.go(address)
    choose(visitor, label)
    visitor.page.locator(f"[name={BODY}]").fill(words)
    visitor.page.get_by_role("button", name="Post", exact=True).click()
    if visitor.page.get_by_role("button", name="Post mine anyway").count():
        visitor.page.get_by_role("button", name="Post mine anyway").click()
    expect(visitor.page).to_have_url(re.compile(r"/posts/\d+$"))
    return visitor.page.url.removeprefix(visitor.site.url)


@SCRIPTS
def test_an_objection_with_evidence_is_written_answered_and_voted_on(visitor: Open, scripts: bool) -> None:
    member, author = visitor(scripts=scripts), visitor(scripts=scripts, width=390, theme="dark")
    member.sign_in("member")
    member.go("/proposals/partnership/post?label=objection")
    page = member.page
    page.locator(f"[name={BODY}]").fill(f"Nobody asks the towns first. ({scripts})")
    page.locator("[name=parts-0-ground]").select_option("consent")
    page.get_by_label("What would settle it").fill("A vote in each town.")
    page.get_by_role("button", name="Add another part").click()
    page.locator("[name=parts-1-under]").select_option("0")
    choose(member, "evidence", 1)
    page.locator("[name=parts-1-body]").fill("The plan names no town.")
    page.get_by_role("button", name="Post", exact=True).click()
    if page.get_by_role("button", name="Post mine anyway").count():
        page.get_by_role("button", name="Post mine anyway").click()
    expect(page.get_by_role("alert")).to_contain_text("Say where this can be checked")
    member.check()
    assert box(member, BODY).startswith("Nobody asks the towns first.")
    page.locator("[name=parts-1-source_title]").fill("The plan itself")
    page.get_by_role("button", name="Post", exact=True).click()
    if page.get_by_role("button", name="Post mine anyway").count():
        page.get_by_role("button", name="Post mine anyway").click()
    expect(page).to_have_url(re.compile(r"/posts/\d+$"))
    expect(page.locator("main")).to_contain_text("A vote in each town.")
    objection = page.url.removeprefix(member.site.url)

    author.sign_in("author")
    answer = post(author, f"{objection}/reply?label=safeguard", "safeguard", f"Each town is asked. ({scripts})")
    member.go(answer)
    bar = page.locator(f"#post-{answer.rpartition('/')[2]} .ballot")
    bar.get_by_role("button", name="yes").first.click()
    expect(bar.locator("[aria-pressed=true]")).to_contain_text("yes 1")
    assert page.url.startswith(member.site.url + answer)
    if scripts:
        expect(bar.locator("[aria-pressed=true]")).to_be_focused()
    bar.get_by_role("button", name="no ").click()
    expect(bar.locator("[aria-pressed=true]")).to_contain_text("no 1")

    author.go(f"{answer}/edit")
    author.page.locator("[name=body]").fill("Each town is asked, by a secret vote.")
    author.page.get_by_role("button", name="Save").click()
    author.go(f"{answer}/wordings")
    expect(author.page.locator("ins")).to_contain_text("by a secret vote.")
    member.go(answer)
    expect(bar).to_contain_text("You voted on earlier words.")
    bar.get_by_role("button", name="Keep my vote").click()
    expect(bar).not_to_contain_text("You voted on earlier words.")
    bar.get_by_role("button", name="Withdraw").click()
    expect(bar).to_contain_text("Nobody has voted yet.")
    member.check()


def test_what_is_typed_is_previewed_and_compared_while_typing(visitor: Open) -> None:
    somebody = visitor()
    somebody.go("/proposals/partnership/post?label=objection")
    somebody.page.locator(f"[name={BODY}]").fill("**Nobody** can police where the money ends up or what it buys.")
    expect(somebody.page.locator(".preview strong")).to_have_text("Nobody")
    expect(somebody.page.get_by_role("heading", name="Already raised?")).to_be_visible()
    somebody.check()
    somebody.page.get_by_role("link", name="This says it").first.click()
    expect(somebody.page).to_have_url(re.compile(r"/posts/\d+#post-\d+$"))


def test_what_was_said_about_the_passage_is_one_press_away_and_stays_unfolded_while_typing(visitor: Open) -> None:
    member = visitor()
    member.sign_in("member")
    member.go("/proposals/partnership/post?anchor=investing-in-infrastructure&label=objection")
    fold = member.page.locator(".already-said")
    expect(fold.get_by_role("list")).to_be_hidden()
    fold.get_by_text(re.compile(r"^Already said about this passage \(\d+\)$")).press("Enter")
    expect(fold.get_by_role("list")).to_be_visible()
    member.page.locator(f"[name={BODY}]").fill("Nobody can police where the money ends up that we hand to governments.")
    expect(member.page.get_by_role("heading", name="Already raised?")).to_be_visible()
    expect(fold.get_by_role("list").or_(fold.get_by_role("link", name="Read all")).first).to_be_visible()
    member.check()


def test_a_reload_loses_nothing_and_a_posted_draft_is_gone(visitor: Open) -> None:
    member = visitor()
    member.sign_in("member")
    page, address = member.page, "/proposals/partnership/post?label=question"
    member.go(address)
    page.locator(f"[name={BODY}]").fill("Who counts the votes of the trial?")
    page.get_by_role("button", name="Add another part").click()
    choose(member, "comment", 1)
    page.locator("[name=parts-1-body]").fill("Asked for a friend.")
    page.wait_for_timeout(300)
    member.go(address)
    expect(page.locator("[name=parts-1-body]")).to_have_value("Asked for a friend.")
    assert box(member, BODY) == "Who counts the votes of the trial?"
    expect(page.locator(".note")).to_contain_text("was put back")
    member.check()
    page.get_by_role("button", name="Post", exact=True).click()
    if page.get_by_role("button", name="Post mine anyway").count():
        page.get_by_role("button", name="Post mine anyway").click()
    expect(page).to_have_url(re.compile(r"/posts/\d+$"))
    member.go(address)
    page.wait_for_timeout(300)
    assert box(member, BODY) == ""
    page.locator(f"[name={BODY}]").fill("Something else entirely.")
    page.wait_for_timeout(300)
    member.go(address)
    page.get_by_role("button", name="Start afresh").click()
    expect(page.locator(f"[name={BODY}]")).to_have_value("")


@SCRIPTS
def test_a_session_that_ended_loses_nothing(visitor: Open, scripts: bool) -> None:
    member = visitor(scripts=scripts)
    member.sign_in("member")
    member.go("/proposals/partnership/post?label=condition")
    words = f"Only once the parliaments agree. ({scripts})"
    member.page.locator(f"[name={BODY}]").fill(words)
    member.context.clear_cookies()
    member.page.get_by_role("button", name="Post", exact=True).click()
    expect(member.page.get_by_role("alert")).to_contain_text("You are signed out. Nothing was lost")
    member.check()
    assert box(member, BODY) == words
    member.page.locator("form.compose-form [name=name]").fill("member")
    member.page.locator("form.compose-form [name=password]").fill(member.site.passwords["member"])
    member.page.get_by_role("button", name="Sign in and post").click()
    if member.page.get_by_role("button", name="Post mine anyway").count():
        member.page.get_by_role("button", name="Post mine anyway").click()
    expect(member.page).to_have_url(re.compile(r"/posts/\d+$"))
    expect(member.page.locator("main")).to_contain_text(words)


def test_labels_that_do_not_fit_a_later_part_are_hidden(visitor: Open) -> None:
    somebody = visitor()
    somebody.go("/proposals/partnership/post?label=objection&parts=2")
    evidence = somebody.page.locator("[name=parts-1-label][value=evidence]")
    expect(somebody.page.locator("[name=parts-1-label][value=alternative]")).to_be_visible()
    expect(evidence).to_have_count(1)
    expect(evidence).to_be_hidden()
    somebody.page.locator("[name=parts-1-under]").select_option("0")
    expect(evidence).to_be_visible()
    expect(somebody.page.locator("[name=parts-1-label][value=alternative]")).to_be_hidden()


@SCRIPTS
def test_a_member_proposes(visitor: Open, scripts: bool) -> None:
    member = visitor(scripts=scripts)
    member.sign_in("member")
    member.go("/proposals/new")
    page = member.page
    page.locator("#title").fill(f"Work at home {scripts}")
    page.locator("#summary").fill("Offer work where people live.")
    page.locator("#text").fill("# The idea\n\nWork is offered at home.\n\n1. Trial: It lasts three years.")
    page.get_by_role("button", name="See what is recognised").click()
    expect(page.locator(".draft-list")).to_contain_text("Work is offered at home.")
    member.check()
    page.get_by_role("button", name="Put it up for deliberation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Work at home")
