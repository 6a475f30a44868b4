"""Words that were struck out, from the question to their author to what a moderator decides about an objection."""

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

NORTH = "Ward North keeps its two schools and gets a new hall for sports by the year 2030."
WEST = "The state pays for a new hall in the year 2031, if the town asks for it before."
TEXT = f"""# Wards

Each ward of the town is told here what it keeps.

{NORTH}

# Votes

The council votes on this in May."""
POINT = "> gets a new hall for sports\n\nTwo schools are too few for the north, hall or no hall."
WHY = "The hall is another one: the schools are what this is about."


@pytest.mark.parametrize(
    ("scripts", "width", "theme"),
    [(True, 1400, "light"), (True, 390, "dark"), (False, 390, "light")],
    ids=["desktop", "phone", "without-scripts"],
)
def test_an_objector_says_where_the_words_are_the_author_disagrees_and_a_moderator_decides(
    visitor: Open, screenshots: Path, scripts: bool, width: int, theme: str
) -> None:
    author, member, moderator = (visitor(scripts=scripts, width=width, theme=theme) for _ in range(3))
    for who, name in ((author, "author"), (member, "member"), (moderator, "moderator")):
        who.sign_in(name)

    def picture(who: Visitor, name: str) -> None:
        who.page.screenshot(path=screenshots / f"where-{name}-{width}-{theme}.png", full_page=True)

    title = f"Halls for wards {width} {theme} {'with' if scripts else 'without'} scripts"
    proposal = proposes(author, title, "What each ward keeps.", TEXT)
    point = objects(member, proposal, "ward-north-keeps-its-two-schools", POINT)

    author.go(f"{proposal}/revise")
    text = author.page.get_by_label("The text", exact=True)
    text.fill(text.input_value().replace(NORTH, WEST))
    author.page.get_by_label("What you changed, and why").fill("The state pays.")
    author.page.get_by_role("button", name="See what changes").click()
    expect(author.page.get_by_text("What became of these passages?")).to_be_visible()
    picture(author, "asked")
    author.page.get_by_role("radio", name=re.compile("The state pays")).check()
    author.page.get_by_role("button", name="Put this revision in force").click()
    expect(author.page.locator("main")).to_contain_text("What its author says became of passages")
    author.check()

    member.go(proposal)
    row = member.page.locator("#thread article.post").first
    expect(row).to_contain_text("The author says this is now about these words.")
    expect(row.get_by_role("button", name="Not here")).to_be_visible()
    picture(member, "row")
    member.go(point)
    where = member.page.get_by_role("region", name="Where the words are that this is about")
    for words in (NORTH, WEST, "are no longer in the proposal; they stood in revision 1."):
        expect(where).to_contain_text(words)
    picture(member, "post")
    where.get_by_role("link", name="It is still there, at …").click()
    member.check()
    picture(member, "choose")
    member.page.get_by_label("Passage", exact=True).select_option(label="\u2068The council votes on this in May.\u2069")
    member.page.get_by_role("button", name="It is there").click()
    expect(where).to_contain_text("who raised this, says that it is still there, at:")
    member.check()

    author.go(point)
    picture(author, "answer")
    author.page.get_by_role("button", name="No, a moderator shall decide").click()
    expect(author.page.locator("#where")).to_contain_text("The author of the text disagrees.")
    author.check()

    moderator.go("/moderation")
    moderator.page.locator("[data-waiting]", has_text="place disputed").first.click()
    moderator.check()
    picture(moderator, "case")
    moderator.page.get_by_role("link", name="Decide where it belongs").click()
    moderator.page.get_by_role("radio", name=re.compile("As who raised it says:")).check()
    moderator.page.get_by_role("button", name="Show what happens").click()
    expect(moderator.page.locator(".effect")).to_contain_text("It goes to:")
    moderator.page.get_by_label("Why").fill(WHY)
    moderator.check()
    picture(moderator, "decide")
    moderator.page.get_by_role("button", name="Decide where it belongs").click()
    expect(moderator.page.get_by_role("status").first).to_contain_text("Decided.")

    member.go(f"{proposal}/log")
    expect(member.page.locator("main")).to_contain_text(WHY)
    member.go(f"{proposal}/passages/the-council-votes-on-this-in")
    expect(member.page.locator("#panel")).to_contain_text("Two schools are too few")
