"""In a thread: one votes from rows, unfolds and opens them where they are, and comes back to the same place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from deliberate.domain.labels import Label
from deliberate.extensions import db
from deliberate.upkeep.evaluating import evaluate
from tests import factories
from tests.browser.conftest import Site, Visitor, demo, site_with

pytestmark = pytest.mark.browser
Open = Callable[..., Visitor]

THREAD, LONGER = "/proposals/partnership", "/proposals/border-cooperation"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a long thread, a deep one and one that is locked."""
    with site_with(tmp_path_factory.mktemp("made"), _long, _deep, _locked) as site:
        yield site.url


def _long() -> None:
    long = factories.ProposalFactory(slug="long", title="A plan that many speak about")
    for _ in range(9):
        factories.PostFactory(proposal=long, carried_agree=3)
    much = factories.PostFactory(proposal=long, anchor="first", body="Much is said to this.", carried_agree=20)
    for number in range(45):
        label = Label.SAFEGUARD if number % 2 else Label.EVIDENCE
        factories.PostFactory(parent=much, label=label, body=f"Reply {number}.", carried_agree=number)
    evaluate(db.session(), long)


def _deep() -> None:
    deep = factories.ProposalFactory(slug="deep", title="A plan that two people dispute")
    post = factories.PostFactory(proposal=deep, anchor="first", body="Somebody begins. " * 20)
    for level in range(25):
        post = factories.PostFactory(
            parent=post, label=Label.REBUTTAL, body=f"Level {level}. " + "No, it is not. " * 20
        )
    evaluate(db.session(), deep)


def _locked() -> None:
    locked = factories.ProposalFactory(slug="locked", title="A plan that is locked", locked=True)
    point = factories.PostFactory(proposal=locked, carried_agree=3)
    factories.PostFactory(parent=point, label=Label.SAFEGUARD, carried_agree=2)
    evaluate(db.session(), locked)


@pytest.fixture
def member(visitor: Open) -> Visitor:
    member = visitor()
    member.sign_in("member")
    return member


def top(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["y"]


def row_to_vote_on(page: Page) -> Locator:
    """The first one below the fold, brought to the middle of the window."""
    row = page.locator("#thread article.row:has(.row-votes button)").nth(3)
    row.evaluate("(row) => row.scrollIntoView({block: 'center'})")
    return row


def voted(row: Locator) -> Locator:
    return row.locator('.row-votes button[aria-pressed="true"]')


def test_one_votes_from_a_row_and_nothing_jumps(member: Visitor) -> None:
    page = member.page
    member.go(THREAD)
    page.evaluate("window.untouched = true")
    row = row_to_vote_on(page)
    for choice, word in (("agree", "yes"), ("disagree", "no")):
        button = row.locator(f'button[value="{choice}"]')
        place = button.bounding_box()
        button.click()
        expect(voted(row)).to_have_text(re.compile(rf"^{word} \d"))
        expect(voted(row)).to_be_focused()
        now = voted(row).bounding_box()
        assert place
        assert now
        assert abs(now["y"] - place["y"]) < 2
        assert abs(now["x"] - place["x"]) < 10, "a digit more at the most"
    row.get_by_role("button", name="Withdraw").click()
    expect(voted(row)).to_have_count(0)
    assert page.evaluate("row => row.contains(document.activeElement)", row.element_handle()), "the focus stays there"
    assert page.evaluate("window.untouched") is True, "the page is not loaded anew"


def test_keys_vote_on_the_row_that_has_the_focus(member: Visitor) -> None:
    page = member.page
    member.go(f"{LONGER}/points?status=open&label=objection")
    row = page.locator("article.row").nth(2)
    row.locator(".more").focus()
    for key, word in (("y", "yes"), ("u", "unsure"), ("n", "no")):
        page.keyboard.press(key)
        expect(voted(row)).to_have_text(re.compile(rf"^{word} \d"))
        expect(voted(row)).to_be_focused()
    page.keyboard.press("z")
    expect(voted(page.locator("main"))).to_have_count(0)


@pytest.mark.parametrize("width", [1400, 390])
def test_more_opens_a_post_where_it_is_and_closes_it_again(visitor: Open, width: int) -> None:
    reader = visitor(width=width)
    page = reader.page
    reader.go(THREAD)
    row = row_to_vote_on(page)
    more = row.locator("a.more")
    before = top(more)
    more.press("Enter")
    expect(row.locator(".row-rest")).to_contain_text("Standing")
    expect(row.locator(".row-rest")).to_contain_text("Voters were asked:")
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(more).to_be_focused()
    assert abs(top(more) - before) < 3
    reader.check()
    more.press("Enter")
    expect(row.locator(".row-rest")).to_have_count(0)
    expect(more).to_have_attribute("aria-expanded", "false")
    expect(more).to_be_focused()
    assert abs(top(more) - before) < 3
    assert page.url == reader.site.url + THREAD


@pytest.mark.parametrize("order", ["strongest", "newest"])
def test_what_is_folded_is_shown_where_it_belongs(visitor: Open, made: str, order: str) -> None:
    """The first that was not shown begins where the link was, all in the order of the page."""
    page = visitor().page
    page.goto(f"{made}/proposals/long?order={order}")
    branch = page.locator("#thread .branch .branch").first
    shown = branch.locator("article.row")
    few = [row.get_attribute("id") for row in shown.all()]
    link = page.locator("#thread a[data-unfold]").first
    link.evaluate("(link) => link.scrollIntoView({block: 'center'})")
    place = top(link)
    link.click()
    expect(page.locator("#thread .branch .branch article.row")).not_to_have_count(len(few))
    many = [row.get_attribute("id") for row in page.locator("#thread .branch .branch article.row").all()]
    assert many[: len(few)] == few
    first = page.locator(f"#{many[len(few)]}")
    assert page.evaluate("(row) => row.contains(document.activeElement)", first.element_handle())
    assert abs(top(first) - place) < 12
    assert len(set(many)) == len(many)
    further = page.locator("#thread a[data-unfold]").first
    if further.count():
        place = top(further.locator("xpath=.."))
        further.press("Enter")
        expect(page.locator("#thread .branch .branch article.row")).not_to_have_count(len(many))


def test_back_leads_to_the_same_order_filters_and_place(visitor: Open) -> None:
    reader = visitor()
    page = reader.page
    for path in (f"{LONGER}?order=newest&page=2", f"{LONGER}/points?status=open&order=newest"):
        reader.go(path)
        row = page.locator("article.row").nth(12)
        row.evaluate("(row) => row.scrollIntoView({block: 'center'})")
        number, before = row.get_attribute("id"), top(row)
        row.get_by_role("link", name="Reply").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text("")
        page.go_back()
        expect(page).to_have_url(reader.site.url + path)
        expect(page.locator(f"#{number}")).to_be_in_viewport()
        assert abs(top(page.locator(f"#{number}")) - before) < 3


def test_all_of_it_is_done_without_scripts(visitor: Open, made: str) -> None:
    member = visitor(scripts=False)
    page = member.page
    member.sign_in("member")
    member.go(f"{LONGER}?order=newest&page=2")
    row = page.locator("#thread article.row:has(.row-votes button)").nth(5)
    number = str(row.get_attribute("id"))
    row = page.locator(f"#{number}")
    row.locator('button[value="agree"]').click()
    expect(page).to_have_url(f"{member.site.url}{LONGER}?order=newest&page=2#{number}")
    expect(voted(row)).to_have_text(re.compile(r"^yes \d"))
    expect(row).to_be_in_viewport()
    row.get_by_role("button", name="Withdraw").click()
    expect(voted(row)).to_have_count(0)
    row.get_by_role("link", name="More").click()
    expect(page).to_have_url(member.site.url + number.replace("post-", "/posts/"))
    page.goto(f"{made}/proposals/long")
    page.locator("#thread a[data-unfold]").first.click()
    expect(page).to_have_url(re.compile(r"/posts/\d+#replies$"))
    expect(page.locator("#replies article.row")).to_have_count(45)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_a_deep_post_is_on_the_first_screen_of_its_page(visitor: Open, made: str, width: int, height: int) -> None:
    """Its nearest ancestors above it, in a line each."""
    page = visitor().page
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{made}/proposals/deep/points?order=newest")
    page.goto(made + str(page.locator("article.row a.more").first.get_attribute("href")))
    large = page.locator(".post-large")
    expect(large).to_contain_text("Level 24.")
    assert top(large) < height - 150
    expect(large.locator(".words")).to_be_in_viewport()
    ancestors = page.locator(".ancestors > li")
    assert 1 <= ancestors.count() <= 6
    for one in ancestors.all():
        assert one.evaluate("(one) => one.offsetHeight") <= 44
    expect(page.locator(".ancestors")).to_contain_text(re.compile(r"\d+ posts above these"))


def test_a_locked_thread_offers_nothing_that_would_be_refused(visitor: Open, made: str) -> None:
    page = visitor().page
    page.goto(f"{made}/proposals/locked")
    rows = page.locator("#thread article.row")
    expect(rows).to_have_count(2)
    expect(rows.get_by_role("button")).to_have_count(0)
    expect(rows.get_by_role("link", name="Reply", exact=True)).to_have_count(0)
    expect(rows.first).to_contain_text("Is this a serious problem? yes 3")
    rows.first.get_by_role("link", name="More").click()
    rest = rows.first.locator(".row-rest")
    expect(rest).to_be_visible()
    expect(rest.get_by_role("button")).to_have_count(0)
    expect(rest.get_by_role("link", name=re.compile("^(Object|Reply|Edit|Rebut|Offer)"))).to_have_count(0)
    expect(page.locator(".verbs a")).to_have_count(0)


def test_by_keyboard_one_goes_along_filters_and_rows(visitor: Open) -> None:
    """Whatever has the focus is seen, and shows that it has it."""
    reader = visitor()
    page = reader.page
    reader.go(f"{LONGER}/points?status=open&label=objection")
    page.locator("#points-title").evaluate("(title) => { title.tabIndex = -1; title.focus(); }")
    seen = []
    for _ in range(24):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
              const one = document.activeElement;
              const box = one.getBoundingClientRect();
              // A page is scrolled by whole pixels.
              const inside = box.top > -1 && box.bottom < innerHeight + 1 && box.width > 0;
              return [one.innerText.trim().replaceAll('\\n', ' '), getComputedStyle(one).outlineStyle, inside];
            }"""
        )
        assert focused[1:] == ["solid", True], focused
        seen.append(focused[0])
    wanted = (
        "status: open",
        "label: objection",
        "Remove all",
        "strongest first",
        "Narrow the list",
        "yes",
        "Reply",
        "More",
    )
    places = [next(at for at, words in enumerate(seen) if words.startswith(want)) for want in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_threads_posts_and_lists_please_axe(visitor: Open, made: str, theme: str, width: int) -> None:
    reader = visitor(width=width, theme=theme)
    reader.sign_in("member")
    for path in (
        THREAD,
        "/posts/38",
        "/posts/44",
        f"{THREAD}/passages/investing-in-infrastructure",
        f"{THREAD}/points",
    ):
        reader.go(path)
        more = reader.page.locator("article.row a.more").first
        if more.count():
            more.click()
            expect(reader.page.locator(".row-rest").first).to_be_visible()
            reader.check()
    for path in ("long", "locked", "deep"):
        reader.page.goto(f"{made}/proposals/{path}")
        reader.check()
