"""Why a post stands as it does and what became of it: in the thread, on a post's page, and on the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from deliberate.domain.labels import Label
from deliberate.extensions import db
from deliberate.upkeep.evaluating import evaluate
from tests import factories
from tests.browser.conftest import Site, Visitor, site_with
from tests.browser.drawings import box, explanation, focused

pytestmark = pytest.mark.browser

THREAD, MAP = "/proposals/told", "/proposals/told/map"
SENTENCE = re.compile(r"Standing 0\.\d\d: 12 of 18 say yes gives 0\.65; 1 safeguard \(“Publish an audit")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with one thread that was voted on."""
    with site_with(tmp_path_factory.mktemp("told"), _told) as site:
        yield site


def _told() -> None:
    told = factories.ProposalFactory(slug="told", title="A plan that was voted on")
    votes = {"carried_agree": 12, "carried_disagree": 6}
    objection = factories.PostFactory(proposal=told, body="The money cannot be policed.", **votes)
    audit = "Publish an audit of each transfer."
    factories.PostFactory(parent=objection, label=Label.SAFEGUARD, body=audit, carried_agree=9)
    factories.PostFactory(parent=objection, label=Label.EVIDENCE, body="A third was lost.", carried_agree=5)
    evaluate(db.session(), told)


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (390, "light"), (1400, "dark"), (1400, "light")])
def test_a_thread_and_a_posts_own_page_say_why_it_stands_as_it_does(
    visitor: Callable[..., Visitor], screenshots: Path, width: int, theme: str
) -> None:
    reader = visitor(width=width, theme=theme)
    page = reader.page
    reader.go(THREAD)
    for name in ("thread", "post"):
        point = page.locator(".post").filter(has_text="The money cannot be policed.").first
        if name == "thread":
            point.get_by_role("link", name="More").click()
        expect(point.get_by_text(SENTENCE).first).to_be_visible()
        point.locator(".breakdown > summary").first.click()
        expect(point.get_by_role("listitem").filter(has_text="safeguard: Publish an audit").first).to_contain_text(
            "−0."
        )
        if name == "post":
            point.locator(".status-why > summary").first.click()
        expect(point.get_by_text("A reply deals with it.").first).to_be_visible()
        reader.check()
        page.screenshot(path=screenshots / f"{name}-explained-{width}-{theme}.png", full_page=True)
        if name == "thread":
            reader.go(point.locator("a.more").get_attribute("href") or "")


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (390, "light"), (1400, "dark"), (1400, "light")])
def test_a_click_or_tap_says_why_a_post_stands_as_it_does(
    visitor: Callable[..., Visitor], screenshots: Path, width: int, theme: str
) -> None:
    one = visitor(width=width, theme=theme)
    one.go(MAP)
    page = one.page
    expect(page.locator("[data-ready]")).to_be_attached()
    box(page, "Objection").locator(".face").click(position={"x": 60, "y": 30})
    told = explanation(page)
    expect(told.get_by_role("heading", name="Objection")).to_be_visible()
    expect(told.get_by_text(SENTENCE)).to_be_attached()
    expect(told.get_by_text("A reply deals with it.")).to_be_visible()
    expect(told.get_by_role("listitem").filter(has_text="safeguard: Publish an audit")).to_contain_text("−0.")
    numbers = told.locator(".change").all()
    # Each on one line.
    assert len({number.evaluate("one => one.offsetHeight") for number in numbers}) == 1
    expect(told.get_by_role("link", name="Open this post")).to_have_attribute("href", re.compile(r"^/posts/\d+$"))
    expect(page.locator("[data-said]")).to_have_text(re.compile(rf"^answered A reply deals .* {SENTENCE.pattern}"))
    whole, sheet = page.locator(".map-stage").bounding_box(), told.bounding_box()
    assert whole
    assert sheet
    if width < 600:
        assert sheet["y"] >= whole["y"] + whole["height"]
        assert sheet["y"] + sheet["height"] <= 901
        assert whole["height"] > sheet["height"]
    else:
        assert sheet["x"] >= whole["x"] + whole["width"]
    one.check()
    page.screenshot(path=screenshots / f"map-explained-{width}-{theme}.png")
    told.get_by_role("button", name="Close the explanation").click()
    expect(told).to_be_hidden()
    assert focused(page).startswith("Objection")


def test_the_explanation_follows_the_keys_until_it_is_put_away(at: Callable[..., Page]) -> None:
    page = at(MAP)
    told = explanation(page)
    page.locator(".map-stage [tabindex='0']").focus()
    expect(told).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(told.get_by_text(SENTENCE)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(told.get_by_text("9 of 9 say yes")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(told.get_by_role("heading", name="Evidence")).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    page.keyboard.press("ArrowUp")
    expect(told).to_be_hidden()
    page.keyboard.press("i")
    expect(told.get_by_role("heading", name="Safeguard")).to_be_visible()
    page.keyboard.press("Home")
    expect(told.get_by_role("heading", name="Proposal")).to_be_visible()
    expect(told.get_by_text("9 of 9 say yes")).to_have_count(0)


def test_what_moves_a_post_leads_to_its_box(at: Callable[..., Page]) -> None:
    page = at(MAP)
    page.locator(".map-stage [tabindex='0']").focus()
    for key in ("ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(box(page, "Safeguard")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close the explanation")).to_be_focused()
    explanation(page).get_by_role("listitem").get_by_role("link", name="Publish an audit").focus()
    page.keyboard.press("Enter")
    assert focused(page).startswith("Safeguard")
    expect(explanation(page).get_by_role("heading", name="Safeguard")).to_be_visible()
    assert page.url.endswith(MAP)


def test_what_is_not_on_the_page_is_fetched_once(at: Callable[..., Page]) -> None:
    page = at(MAP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/why/" in request.url else None)
    page.evaluate("for (const one of document.querySelectorAll('[data-why]')) one.remove()")
    page.locator(".map-stage [tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    expect(explanation(page).get_by_text(SENTENCE)).to_be_visible()
    for key in ("ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    expect(explanation(page).get_by_text(SENTENCE)).to_be_visible()
    assert len(asked) == 1
    page.route("**/map/why/*", lambda route: route.abort())
    page.keyboard.press("ArrowRight")
    expect(explanation(page).get_by_text("The explanation could not be fetched.")).to_be_visible()


def test_without_scripts_the_outline_explains_each_post(visitor: Callable[..., Visitor]) -> None:
    one = visitor(scripts=False, width=390)
    one.go(MAP)
    one.page.get_by_text("Objection (answered)").click()
    expect(one.page.get_by_text(SENTENCE)).to_be_visible()
    line = one.page.get_by_role("link", name="Publish an audit of each transfer.", exact=True)
    expect(line).to_be_hidden()
    one.page.get_by_text("What moves it", exact=True).first.click()
    expect(line).to_be_visible()
