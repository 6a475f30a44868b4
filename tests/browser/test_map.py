"""The argument map as people use it: mouse, keys, touch, small screens, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from deliberate.domain.labels import Label, Polarity
from deliberate.extensions import db
from deliberate.models import Proposal
from tests import factories
from tests.browser.conftest import Site, Visitor, site_with
from tests.browser.drawings import box, explanation, focused

pytestmark = pytest.mark.browser

MAP = "/proposals/plan/map"
WIDE = "/proposals/wide/map"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with threads that are known in every detail: a small and a wide one."""
    with site_with(tmp_path_factory.mktemp("maps"), _small, _wide) as site:
        yield site


def _small() -> None:
    plan = factories.ProposalFactory(slug="plan", title="A plan for work at home")
    factories.ProposalFactory(slug="other", title="The other plan")
    objection = factories.PostFactory(
        proposal=plan, anchor="first", body="The money cannot be policed by anybody who is not paid by it.", agree=4
    )
    factories.PostFactory(parent=objection, label=Label.SAFEGUARD, body="Publish an audit of each transfer.")
    factories.PostFactory(parent=objection, label=Label.EVIDENCE, body="A third was lost in 2022.", disagree=3)
    factories.PostFactory(parent=objection, label=Label.QUESTION, body="Who would audit it?")
    support = factories.PostFactory(proposal=plan, label=Label.SUPPORT, body="Most people would rather stay.")
    factories.PostFactory(proposal=plan, label=Label.COMMENT, body="See also the news.")
    factories.LinkFactory(from_post_id=support.id, to_post_id=objection.id)
    other = db.session.query(Proposal).filter_by(slug="other").one()
    factories.LinkFactory(from_post_id=support.id, to_proposal_id=other.id, polarity=Polarity.SUPPORT)


def _wide() -> None:
    wide = factories.ProposalFactory(slug="wide", title="A plan with many objections")
    for n in range(45):
        factories.PostFactory(proposal=wide, body=f"Objection number {n}. " + "It has many words to wrap. " * (n % 5))


def fold(item: Locator) -> Locator:
    return item.locator("xpath=..").locator(".touch")


def scale(page: Page) -> float:
    return float(page.evaluate("document.querySelector('.map-stage > g').transform.baseVal[1].matrix.a"))


def test_a_small_thread_is_unfolded_and_nothing_overruns_its_box(at: Callable[..., Page]) -> None:
    page = at(MAP)
    expect(page.get_by_role("treeitem")).to_have_count(7)
    overrun = """() => [...document.querySelectorAll('.node .item')].flatMap((item) => {
        const face = item.querySelector('.face').getBBox();
        return [...item.querySelectorAll('text, rect')].filter((text) => {
            const words = text.getBBox();
            return words.x < face.x || words.x + words.width > face.x + face.width
                || words.y < face.y || words.y + words.height > face.y + face.height;
        }).map((text) => text.outerHTML);
    })"""
    assert page.evaluate(overrun) == []
    page.goto(page.url.replace("plan", "wide"))
    expect(page.locator("[data-ready]")).to_be_attached()
    assert page.evaluate(overrun) == []
    for _ in range(6):
        page.get_by_role("button", name="Smaller").click()
    assert page.evaluate(overrun) == []


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (390, "light"), (1400, "dark")])
def test_the_map_is_accessible_on_any_screen_and_theme(at: Callable[..., Page], width: int, theme: str) -> None:
    page = at(MAP, width=width, theme=theme)
    expect(box(page, "The plan: The first thing that would be done.")).to_be_visible()


def test_for_and_against_differ_without_colour(at: Callable[..., Page]) -> None:
    page = at(MAP)
    dashes = "name => getComputedStyle(document.querySelector(`.edges .${name}`)).strokeDasharray"
    assert page.evaluate(dashes, "attack") != page.evaluate(dashes, "support")
    objection, support = box(page, "Objection"), box(page, "Support")
    assert "Objection" in (objection.text_content() or "")
    assert "Support" in (support.text_content() or "")
    assert objection.locator("xpath=..").locator("rect.sign").count() == 1
    assert support.locator("xpath=..").locator("circle.sign").count() == 1


def test_folding_leaves_the_box_where_it_is(at: Callable[..., Page]) -> None:
    page = at(MAP)
    objection = box(page, "Objection")
    before = objection.locator(".face").bounding_box()
    fold(objection).click()
    expect(objection).to_have_attribute("aria-expanded", "false")
    expect(objection.locator("xpath=..").get_by_text("3 more")).to_be_visible()
    expect(page.get_by_role("treeitem")).to_have_count(4)
    after = objection.locator(".face").bounding_box()
    assert before
    assert after
    assert [round(after[side], 1) for side in ("x", "y")] == [round(before[side], 1) for side in ("x", "y")]


def test_the_keys_walk_the_tree(at: Callable[..., Page]) -> None:
    page = at(MAP)
    page.locator(".map-stage [tabindex='0']").focus()
    assert focused(page).startswith("Proposal: A plan for work at home")
    steps = [
        ("ArrowRight", "The plan: The first thing"),
        ("ArrowRight", "Objection: The money"),
        ("ArrowLeft", "Objection: The money"),
        ("ArrowRight", "Objection: The money"),
        ("ArrowRight", "Safeguard"),
        ("ArrowDown", "Evidence"),
        ("ArrowDown", "Question"),
        ("ArrowDown", "Support"),
        ("ArrowUp", "Question"),
        ("ArrowLeft", "Objection"),
        ("End", "Support"),
        ("Home", "Proposal"),
    ]
    for key, expected in steps:
        page.keyboard.press(key)
        assert focused(page).startswith(expected), key
    assert page.locator(".map-stage [tabindex='0']").count() == 1


def test_space_folds_and_enter_opens_the_post(at: Callable[..., Page]) -> None:
    page = at(MAP)
    objection = box(page, "Objection")
    objection.focus()
    page.keyboard.press("Space")
    expect(objection).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/*")


def test_places_in_the_tree_are_told_to_screen_readers(at: Callable[..., Page]) -> None:
    page = at(MAP)
    evidence = box(page, "Evidence")
    told = {name: evidence.get_attribute(f"aria-{name}") for name in ("level", "setsize", "posinset", "expanded")}
    assert told == {"level": "4", "setsize": "3", "posinset": "2", "expanded": None}
    assert "no 3" in (evidence.get_attribute("aria-label") or "")


def test_a_click_opens_the_post_and_a_drag_moves_the_map(at: Callable[..., Page]) -> None:
    page = at(MAP)
    objection = box(page, "Objection")
    before = objection.locator(".face").bounding_box()
    assert before
    page.mouse.move(before["x"] + 40, before["y"] + 40)
    page.mouse.down()
    page.mouse.move(before["x"] + 140, before["y"] + 10, steps=5)
    page.mouse.up()
    after = objection.locator(".face").bounding_box()
    assert after
    assert (round(after["x"] - before["x"]), round(after["y"] - before["y"])) == (100, -30)
    assert page.url.endswith(MAP)
    expect(explanation(page)).to_be_hidden()
    objection.locator(".face").click(position={"x": 60, "y": 30})
    expect(explanation(page)).to_be_visible()
    objection.locator(".face").click(position={"x": 60, "y": 30})
    page.wait_for_url("**/posts/*")


def test_a_wide_parent_shows_twenty_and_fetches_the_next(at: Callable[..., Page]) -> None:
    page = at(WIDE)
    page.locator(".map-stage [tabindex='0']").focus()
    page.keyboard.press("End")
    assert focused(page) == "Show 20 of 25 more"
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^Objection: Objection number"))
    page.keyboard.press("End")
    assert focused(page) == "Show 5 more"
    page.keyboard.press("Enter")
    expect(page.get_by_role("treeitem", name="Show")).to_have_count(0)
    page.keyboard.press("End")
    assert page.locator(":focus").get_attribute("aria-posinset") == "45"


def test_fit_never_makes_the_words_too_small(at: Callable[..., Page]) -> None:
    page = at(WIDE)
    page.get_by_role("button", name="Fit").click()
    for _ in range(12):
        page.get_by_role("button", name="Smaller").click()
    assert scale(page) == pytest.approx(0.4)
    sizes = """() => [...document.querySelectorAll('.node text')].map(
        (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    drawn = [size for size in page.evaluate(sizes) if size]
    assert drawn
    assert min(drawn) >= 9


def test_comments_come_and_go(at: Callable[..., Page]) -> None:
    page = at(MAP)
    comment = box(page, "Comment: See also the news.")
    expect(comment).to_have_count(0)
    page.get_by_label("1 comment").check()
    expect(comment).to_have_count(1)
    page.get_by_label("1 comment").uncheck()
    expect(comment).to_have_count(0)


def test_links_across_are_drawn_and_lead_elsewhere(at: Callable[..., Page]) -> None:
    page = at(MAP)
    assert page.locator(".crossings .attack").get_attribute("d")
    page.locator("a.reference.support").click()
    page.wait_for_url("**/proposals/other")


def test_what_comes_after_it_was_folded_away_is_not_drawn(at: Callable[..., Page]) -> None:
    page = at(WIDE)
    held: list[Route] = []
    page.route("**/map.json?*", lambda route: held.append(route))
    page.locator(".map-stage [tabindex='0']").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    above = focused(page)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(":focus")).to_have_attribute("aria-expanded", "false")
    with page.expect_response("**/map.json?*"):
        held[0].continue_()
    page.wait_for_timeout(100)
    assert focused(page) == above
    expect(page.get_by_role("treeitem")).to_have_count(1)


def test_around_a_point_that_an_address_led_to_all_others_are_fetched(at: Callable[..., Page]) -> None:
    page = at(WIDE)
    late = page.evaluate("fetch('/proposals/wide/map.json?skip=30').then((found) => found.json())")["nodes"][5]["id"]
    page.goto(f"{page.url}?root={late}")
    expect(page.locator("[data-ready]")).to_be_attached()
    for label in ("Show 20 of 44 more", "Show 20 of 24 more", "Show 5 more"):
        page.keyboard.press("End")
        assert focused(page) == label
        page.keyboard.press("Enter")
        expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^Objection: Objection number"))
    expect(page.get_by_role("treeitem", name="Show")).to_have_count(0)
    page.keyboard.press("End")
    assert page.locator(":focus").get_attribute("aria-posinset") == "45"


def test_two_fingers_zoom_and_one_finger_moves(at: Callable[..., Page]) -> None:
    page = at(MAP, width=390)
    before = scale(page)
    fingers = page.context.new_cdp_session(page)
    middle = page.locator(".map-stage").bounding_box()
    assert middle
    x, y = middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2

    def touch(kind: str, *points: float) -> None:
        at_points = [{"x": point, "y": y, "id": n} for n, point in enumerate(points)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at_points})

    touch("touchStart", x - 20, x + 20)
    for spread in range(25, 45, 5):
        touch("touchMove", x - spread, x + spread)
    touch("touchEnd")
    expect(page.locator("[data-ready]")).to_be_attached()
    assert scale(page) == pytest.approx(before * 2, rel=0.05)
    assert page.url.endswith(MAP)


def test_without_scripts_the_outline_says_the_same(visitor: Callable[..., Visitor]) -> None:
    one = visitor(scripts=False, width=390)
    one.go(MAP)
    expect(one.page.locator(".map-stage")).to_be_hidden()
    one.page.get_by_text("The first thing that would be done.").click()
    objection = one.page.get_by_text("Objection: The money cannot be policed")
    expect(objection).to_be_visible()
    objection.click()
    expect(one.page.get_by_text("Safeguard: Publish an audit of each transfer.", exact=True)).to_be_visible()


def test_when_the_data_cannot_be_had_the_outline_is_shown(visitor: Callable[..., Visitor]) -> None:
    one = visitor()
    one.page.route("**/map.json*", lambda route: route.abort())
    one.page.goto(one.site.url + MAP)
    expect(one.page.get_by_role("status")).to_have_text(
        "The drawing could not be loaded. Nothing is lost: the outline below shows the same."
    )
    expect(one.page.get_by_role("heading", name="Outline")).to_be_visible()
