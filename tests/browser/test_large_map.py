"""The argument map of a thread of ten thousand posts: little of it is on the page, the rest is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import insert

from deliberate.domain.labels import Label
from deliberate.extensions import db
from deliberate.models import Message, Person, Post
from deliberate.queries.graphs import load_graph
from deliberate.upkeep.keeping import keep_all
from tests import factories
from tests.browser.conftest import Site, site_with
from tests.browser.drawings import focused

pytestmark = pytest.mark.browser

LARGE = "/proposals/large/map"
# The number of the first post.
DEEP = 100_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site_with(tmp_path_factory.mktemp("maps"), _large) as site:
        yield site


def _large() -> None:
    large = factories.ProposalFactory(slug="large", title="A plan with ten thousand posts")
    author = Person(name="Many", name_key="many")
    db.session.add(author)
    db.session.flush()
    message = Message(proposal_id=large.id, author_id=author.id)
    db.session.add(message)
    db.session.flush()
    common = {"proposal_id": large.id, "message_id": message.id, "author_id": author.id}
    rows = [
        {**common, "id": DEEP + n, "label": Label.REBUTTAL, "body": f"Point {n}.", "parent_id": DEEP + (n - 1) // 4}
        for n in range(10_000)
    ]
    rows[0] |= {"label": Label.OBJECTION, "parent_id": None}
    db.session.execute(insert(Post), rows)
    keep_all(db.session(), large, load_graph(db.session(), large.id))


def test_ten_thousand_posts_put_little_on_the_page(at: Callable[..., Page]) -> None:
    page = at(LARGE)
    page.locator(".map-stage [tabindex='0']").focus()
    for _ in range(16):
        page.keyboard.press("ArrowRight")
        expect(page.locator(":focus")).to_have_count(1)
    assert page.locator(".map-stage *").count() < 2000


def test_who_presses_on_while_a_branch_is_on_its_way_finds_it_unfolded_once(at: Callable[..., Page]) -> None:
    page = at(LARGE)
    held: list[Route] = []
    page.route("**/map.json?*", lambda route: held.append(route))
    page.locator(".map-stage [tabindex='0']").focus()
    while not held:
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(20)
    waiting = focused(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(20)
    assert len(held) == 2
    held[0].continue_()
    expect(page.locator(":focus")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowRight")
    inside = focused(page)
    assert inside != waiting
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(20)
    for late in held[1:]:
        with page.expect_response("**/map.json?*"):
            late.continue_()
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_count(1)
    expect(page.get_by_role("treeitem", name=waiting)).to_have_attribute("aria-expanded", "true")


def test_an_address_leads_to_a_point_deep_inside(at: Callable[..., Page]) -> None:
    page = at(LARGE)
    page.goto(f"{page.url}?root={DEEP + 9000}")
    expect(page.locator("[data-ready]")).to_be_attached()
    assert focused(page).startswith("Rebuttal: Point 9000.")
    expect(page.locator(":focus .face")).to_be_in_viewport()
