"""Common ground and opinion groups of conversations: on a wide screen and a phone, light and dark, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from deliberate import passwords
from deliberate.extensions import db
from deliberate.models import Person, Placing, Proposal
from tests import polis_site
from tests.browser.conftest import Site, Visitor, served
from tests.web.apart import app_apart

pytestmark = pytest.mark.browser

FIRST, SECOND = "/proposals/first/opinions", "/proposals/second/opinions"
PASSWORD = "for one test only"


@pytest.fixture(scope="module", params=["planted", pytest.param("real", marks=pytest.mark.real_votes)])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Two conversations, compared as the worker does it, with an account for one of the people compared."""
    conversations = {"planted": polis_site.PLANTED, "real": polis_site.REAL}[request.param]
    data = tmp_path_factory.mktemp("opinions")
    with app_apart(data) as app:
        session = db.session()
        for slug, conversation in zip(("first", "second"), conversations, strict=True):
            polis_site.compare(session, polis_site.load(session, conversation, slug))
        placed = select(Person).join(Placing, Placing.person_id == Person.id).join(Proposal)
        person = session.scalars(placed.where(Proposal.slug == "first").order_by(Person.id)).first()
        assert person
        person.password_hash = passwords.hashed(PASSWORD)
        name = person.name
        session.commit()
        with served(app) as url:
            yield Site(url, data, {name: PASSWORD})


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", [FIRST, SECOND])
def test_the_page_fits_and_can_be_read_by_everybody(
    visitor: Callable[..., Visitor], screenshots: Path, width: int, theme: str, address: str
) -> None:
    reader = visitor(width=width, theme=theme)
    reader.go(address)
    for one in reader.page.locator("details").all():
        one.locator("summary").click()
    reader.check()
    plot = reader.page.locator("svg.plot").bounding_box()
    assert plot
    assert plot["x"] >= 0
    assert plot["x"] + plot["width"] <= width
    reader.page.screenshot(path=screenshots / f"{address.split('/')[2]}-{width}-{theme}.png", full_page=True)


def test_the_shares_of_a_group_fill_its_bar(visitor: Callable[..., Visitor]) -> None:
    """Other bars of the site have another scale."""
    reader = visitor(width=1400)
    reader.go(FIRST)
    bar = reader.page.locator(".said-counts svg:has(.shares-pass)").first
    drawn = bar.evaluate("bar => bar.querySelector('path').getBoundingClientRect().width / bar.clientWidth")
    assert drawn > 0.95


@pytest.mark.parametrize("width", [1400, 390])
def test_who_voted_finds_themselves_on_the_page(
    visitor: Callable[..., Visitor], site: Site, screenshots: Path, width: int
) -> None:
    reader = visitor(width=width)
    (name,) = site.passwords
    reader.sign_in(name)
    reader.go(FIRST)
    expect(reader.page.get_by_text("By your votes you are in")).to_be_visible()
    expect(reader.page.locator(".plot-you")).to_contain_text("You are here")
    reader.page.get_by_role("link", name="group ", exact=False).first.click()
    expect(reader.page.locator(".group:target")).to_contain_text("you are in this group")
    reader.page.locator("#plot").scroll_into_view_if_needed()
    reader.page.screenshot(path=screenshots / f"you-are-here-{width}.png", full_page=True)


def test_without_scripts_everything_is_there(visitor: Callable[..., Visitor]) -> None:
    reader = visitor(scripts=False)
    reader.go(FIRST)
    for heading in ("What all groups agree on", "What divides them most", "Where people stand", "How this is computed"):
        expect(reader.page.get_by_role("heading", name=heading)).to_be_visible()
    more = reader.page.locator(".said-more").first
    more.locator("summary").click()
    expect(more.locator(".said").first).to_be_visible()


def test_on_paper_it_is_black_on_white_and_the_plot_is_there(
    visitor: Callable[..., Visitor], screenshots: Path
) -> None:
    reader = visitor(width=794, theme="dark")
    reader.go(FIRST)
    reader.page.emulate_media(media="print")
    expect(reader.page.locator("svg.plot")).to_be_visible()
    expect(reader.page.locator(".opinions-nav")).to_be_hidden()
    expect(reader.page.locator(".said-more .said").first).to_be_visible()
    assert reader.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    reader.page.screenshot(path=screenshots / "paper.png", full_page=True)


def test_a_proposal_leads_to_its_opinions_also_on_a_phone(visitor: Callable[..., Visitor]) -> None:
    reader = visitor(width=390)
    reader.go("/proposals/first")
    reader.page.get_by_role("navigation", name="This proposal").get_by_role("link", name="Opinions").click()
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("Common ground")
    reader.check()
