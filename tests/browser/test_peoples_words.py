"""Long words, wide tables, code, and words that run from right to left, on every page that there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.models import Topic
from deliberate.upkeep.indexing import index_posts, index_proposal
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.patience import wait_for
from tests.web.walking import PAGE, SLUG, Walk

pytestmark = pytest.mark.browser

LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
COLUMNS = (
    "District",
    "Population",
    "Buses now",
    "Buses planned",
    "Cost per year",
    "Cost per rider",
    "Start of service",
)
TABLE = f"| {' | '.join((*COLUMNS, 'Remarks'))} |\n|{'-|' * 8}\n| {' | '.join(['Northern harbour'] * 7)} | {LONG} |"
HOSTILE = (
    f"{TABLE}\n\n```\n{LONG * 3}\n```\n\n- 1. {LONG}\n    - `{LONG}`\n\nhttps://example.org/{LONG}/{LONG}\n\n> {LONG}"
)
WIDTHS = (320, 390, 1400)
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const found = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  if (found <= width) return null;
  const frames = "svg, .table, .visually-hidden, .skip";
  const wide = [...document.querySelectorAll("body *")].filter(
    (element) => !element.closest(frames) && element.getBoundingClientRect().right > width + 1,
  );
  return `${found}: ${wide.slice(-3).map((element) => element.outerHTML.slice(0, 160)).join(" … ")}`;
}"""


def without_spaces(words: str) -> str:
    return f"{LONG[:40]}{words.replace(' ', '')}"


@pytest.fixture
def walk(app: Flask, session: Session, cast: Cast) -> Walk:
    return Walk(session, cast, without_spaces, lambda page, text: None)


def too_wide(page: Page, screenshots: Path) -> dict[str, str]:
    """What stands out of the page, by width."""
    found: dict[str, str] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if wide := page.evaluate(TOO_WIDE):
            found[f"{page.url} at {width}"] = wide
            page.screenshot(path=screenshots / f"wide-{page.url.rpartition('/')[2]}-{width}.png")
    return found


def test_no_page_is_wider_than_the_screen_whatever_people_write(
    walk: Walk, open_as: Callable[..., Page], screenshots: Path
) -> None:
    """Also case web 10: whatever names the proposal on its pages breaks."""
    post = walk.post("ben", f"{PAGE}/post", Label.OBJECTION, body=HOSTILE, settles=LONG)
    walk.get("mo", f"/posts/{post}")
    walk.get("mo", f"/moderation/posts/{post}")
    walk.everywhere()
    walk.send("mo", f"/moderation/proposals/{SLUG}/unlock", {"reason": walk.written})
    pages = {who: open_as(browser) for who, browser in walk.browsers.items()}
    wide: dict[str, str] = {}
    for address, who in walk.whole.items():
        pages[who].goto(address)
        wide |= too_wide(pages[who], screenshots)
    assert wide == {}


def test_what_is_being_written_does_not_widen_the_page_either(
    walk: Walk, open_as: Callable[..., Page], screenshots: Path
) -> None:
    walk.post("ada", f"{PAGE}/post", Label.OBJECTION, body=HOSTILE)
    page = open_as(walk.browsers["ben"])
    page.goto(f"{PAGE}/post?label=objection")
    page.get_by_label("Your words").fill(HOSTILE)
    expect(page.locator(".preview table")).to_be_visible()
    expect(page.get_by_role("heading", name="Already raised?").first).to_be_visible()
    assert too_wide(page, screenshots) == {}
    page.locator("main").get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_role("button", name="Post mine anyway")).to_be_visible()
    assert too_wide(page, screenshots) == {}


def test_case_web_09_a_wide_table_scrolls_in_its_own_frame_by_keyboard_too(
    session: Session, open_as: Callable[..., Page], screenshots: Path
) -> None:
    post = PostFactory(body=TABLE, proposal=ProposalFactory(slug="buses"))
    session.commit()
    page = open_as()
    for address in (f"/posts/{post.id}", "/proposals/buses"):
        page.goto(address)
        assert too_wide(page, screenshots) == {}
        page.set_viewport_size({"width": 390, "height": 800})
        frame = page.get_by_role("region", name="Table")
        frame.focus()
        expect(frame).to_be_focused()
        page.keyboard.press("ArrowRight")
        wait_for(partial(frame.evaluate, "element => element.scrollLeft > 0"))


@pytest.mark.parametrize("deeper", ["- ", "1848. ", "> ", "> - "])
def test_what_is_deep_in_itself_leaves_room_for_words(
    session: Session, open_as: Callable[..., Page], screenshots: Path, deeper: str
) -> None:
    lines = (f"{'  ' * depth if deeper[0] != '>' else deeper * depth}{deeper}{LONG}" for depth in range(30))
    post = PostFactory(body="\n".join(lines), proposal=ProposalFactory(slug="deep"))
    session.commit()
    page = open_as()
    for address in (f"/posts/{post.id}", "/proposals/deep"):
        page.goto(address)
        assert too_wide(page, screenshots) == {}


def test_case_web_10_a_long_word_in_a_title_breaks_on_every_page(
    session: Session, open_as: Callable[..., Page], screenshots: Path
) -> None:
    ProposalFactory(slug="law", title=LONG)
    session.commit()
    page = open_as()
    for path in ("", "/map", "/history", "/log", "/opinions", "/vote"):
        page.goto(f"/proposals/law{path}")
        expect(page.get_by_text(LONG).first).to_be_visible()
        assert too_wide(page, screenshots) == {}


TITLE = "خطة الحديقة العامة"
PASSAGE = "نقترح توسيع الحديقة العامة في وسط المدينة."
QUESTION = "هل هذا ممكن؟ التكلفة 30 مليون (تقريباً)."


def test_case_web_11_arabic_text_is_set_from_the_right_and_the_page_stays(
    session: Session, cast: Cast, open_as: Callable[..., Page], screenshots: Path
) -> None:
    proposal = ProposalFactory(slug="garden", title=TITLE, summary=PASSAGE)
    heading, passage, other = proposal.in_force.passages
    heading.text, passage.text = QUESTION, PASSAGE
    body = f"{QUESTION}\n\nOne line of English.\n\n- {QUESTION}"
    post = PostFactory(proposal=proposal, anchor="first", body=body, author=cast.ben)
    index_proposal(session, proposal)
    index_posts(session, [post.id])
    session.commit()
    page = open_as(cast.browser(cast.ben))
    for address, theirs in {
        "/proposals/garden": ("h1", ".head-line", ".passage h2", "#first > p", ".contents li a", "#thread .words"),
        f"/posts/{post.id}": (".panel-quote", ".post-body"),
        f"/posts/{post.id}/edit": ("#body",),
        f"/search?q={TITLE.split()[1]}": (".hit-words", "main input[type=search]"),
        "/": (".proposal-row h2", ".proposal-summary"),
    }.items():
        page.goto(address)
        for selector in theirs:
            assert direction(page, selector) == "rtl", (address, selector)
        assert direction(page, "body") == direction(page, "main") == direction(page, ".site-foot") == "ltr"
    page.goto("/proposals/garden")
    page.screenshot(path=screenshots / "from-the-right.png", full_page=True)
    # The full stop stands at the left end; English within the post goes from the left.
    assert last_sign_is_leftmost(page, "#first > p") is True
    assert last_sign_is_leftmost(page, "#thread .words p:nth-of-type(1)") is True
    assert last_sign_is_leftmost(page, "#thread .words p:nth-of-type(2)") is False
    assert last_sign_is_leftmost(page, "#second > p") is False
    page.goto("/proposals/garden/map")
    words = page.locator("svg .node text.text").filter(has_text=QUESTION.split()[0]).first
    expect(words).to_have_attribute("direction", "rtl")


def test_case_security_11_an_override_turns_nothing_but_its_own_words(
    session: Session, open_as: Callable[..., Page], screenshots: Path
) -> None:
    words = "abc \u2069\u202e txt.exe"
    proposal = ProposalFactory(slug="abc", title=words, authors=[words])
    proposal.topics = [Topic(name=f"{words} {number}") for number in range(2)]
    PostFactory(proposal=proposal, author=PersonFactory(name=words), body=words)
    session.commit()
    page = open_as()
    for address, ours in {
        "/": (".proposal-row time", ".proposal-row .counts li:last-child"),
        "/proposals/abc": ("main time", ".byline"),
        "/proposals/abc/log": (".site-foot p",),
        "/posts/1": ("main time",),
    }.items():
        page.goto(address)
        page.screenshot(path=screenshots / f"turned-{address.rpartition('/')[2]}.png")
        for selector in ours:
            assert last_sign_is_leftmost(page, selector) is False, (address, selector)


def direction(page: Page, selector: str) -> str:
    found: str = page.locator(selector).first.evaluate("element => getComputedStyle(element).direction")
    return found


def last_sign_is_leftmost(page: Page, selector: str) -> bool:
    """Where the last letter or full stop of an element stands, as it is drawn, beside its first."""
    found: bool = page.locator(selector).first.evaluate("""element => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (texts.nextNode()) if (texts.currentNode.data.trim()) nodes.push(texts.currentNode);
      const left = (node, at) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect().left;
      };
      const [first, last] = [nodes[0], nodes.at(-1)];
      return left(last, last.data.trimEnd().length - 1) < left(first, first.data.search(/\\S/));
    }""")
    return found


def test_case_web_12_copied_text_is_the_text(session: Session, open_as: Callable[..., Page]) -> None:
    PostFactory(proposal=ProposalFactory(slug="parks"), anchor="first")
    session.commit()
    page = open_as(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/proposals/parks")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.document'))")
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    passages = ["The plan", "The first thing that would be done.", "The second thing that would be done."]
    assert [line for line in copied.splitlines() if line.strip()] == passages
    expect(page.locator("#first .mark")).to_have_accessible_name("nothing open, 1 post")


def test_case_web_14_the_link_to_the_thread_leads_to_the_thread(session: Session, open_as: Callable[..., Page]) -> None:
    proposal = ProposalFactory(slug="parks")
    heading, *_ = proposal.in_force.passages
    heading.anchor, heading.text = "thread", "Thread"
    PostFactory(proposal=proposal, anchor="thread")
    session.commit()
    page = open_as()
    page.goto("/proposals/parks")
    page.get_by_role("navigation", name="This proposal").get_by_role("link", name="Thread").click()
    assert page.evaluate("document.querySelector(':target').className") == "whole-thread"
    page.locator('a[data-passage="thread"]').click()
    expect(page.locator("#panel-title")).to_be_focused()
    expect(page.locator(".is-chosen h2")).to_have_text("Thread")
