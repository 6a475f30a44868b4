"""The head of a proposal on all its pages, one left edge on all pages, and lists of posts by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

PROPOSAL = "/proposals/partnership"
OPEN = f"{PROPOSAL}/points?status=open&label=objection"
SEEDS = ("partnership", "border-cooperation", "hemisphere-democracy", "peacekeeping-memo", "root-causes-strategy")
# Of a proposal, and what else is read.
OF_A_PROPOSAL = ("", "/points", "/map", "/opinions", "/history", "/log")
OTHERS = ("/", "/search", "/labels", "/how-it-works/status")
# By how far down the text begins, of a window so wide and high.
WINDOWS = {1400: (900, 400), 390: (844, 480)}


@pytest.mark.parametrize("width", WINDOWS)
def test_the_text_of_each_proposal_begins_high_on_its_page(visitor: Callable[..., Visitor], width: int) -> None:
    height, most = WINDOWS[width]
    reader = visitor(width=width)
    reader.page.set_viewport_size({"width": width, "height": height})
    begins = {}
    for slug in SEEDS:
        reader.page.goto(f"{reader.site.url}/proposals/{slug}")
        box = reader.page.locator(".document").bounding_box()
        assert box
        begins[slug] = box["y"]
    assert {slug: top for slug, top in begins.items() if top > most} == {}


@pytest.mark.parametrize("width", WINDOWS)
def test_all_pages_have_one_left_edge(visitor: Callable[..., Visitor], width: int) -> None:
    reader = visitor(width=width)
    reader.page.goto(f"{reader.site.url}{PROPOSAL}/points")
    person = reader.page.locator(".by a").first.get_attribute("href")
    edges = {}
    for path in (*OTHERS, person, *(PROPOSAL + page for page in OF_A_PROPOSAL)):
        reader.page.goto(reader.site.url + str(path))
        lefts = reader.page.evaluate(
            """() => [...document.querySelectorAll('.brand, main h1, .head-title, .points, .map, .tabs')]
              .filter((one) => !matchMedia('(max-width: 56rem)').matches || !one.matches('.tabs'))
              .map((one) => Math.round(one.getBoundingClientRect().left))"""
        )
        edges[path] = set(lefts)
    assert len(set.union(*edges.values())) == 1, edges


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_lists_and_heads_please_axe(visitor: Callable[..., Visitor], width: int, theme: str) -> None:
    reader = visitor(width=width, theme=theme)
    for path in (OPEN, f"{PROPOSAL}/points?status=answered,open&order=newest&raised=nobody", PROPOSAL, "/"):
        reader.go(path)
        for summary in reader.page.locator(".points summary, .tabs summary").all():
            summary.click()
        reader.check()


def test_three_strongest_objections_are_read_in_two_clicks_from_home(visitor: Callable[..., Visitor]) -> None:
    reader = visitor(scripts=False)
    reader.go("/")
    reader.page.get_by_role("link", name=re.compile("open objections?, strongest first")).first.click()
    expect(reader.page).to_have_url(re.compile(r"/points\?status=open&label=objection$"))
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("open")
    expect(reader.page.locator(".point-rows article").first).to_be_visible()


def test_beside_the_head_stand_the_first_of_the_list(visitor: Callable[..., Visitor]) -> None:
    """On every page but that of the list itself, which begins with them."""
    reader = visitor()

    def led_to(links: str) -> list[str | None]:
        return [link.get_attribute("href") for link in reader.page.locator(links).all()]

    reader.go(PROPOSAL)
    shown = led_to(".head-strongest li a")
    assert 1 <= len(shown) <= 3
    reader.go(OPEN)
    assert led_to(".point-rows .more")[: len(shown)] == shown
    assert led_to(".head-strongest li a") == []


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip().startswith(name):
            return
    raise AssertionError(f"the key never comes to {name}")


def test_by_keyboard_one_goes_along_tabs_and_takes_a_filter_away(visitor: Callable[..., Visitor]) -> None:
    reader = visitor()
    page = reader.page
    reader.go(OPEN)
    _tab_to(page, "Document")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    _tab_to(page, "More")
    page.keyboard.press("Enter")
    _tab_to(page, "Moderation log")
    _tab_to(page, "label:")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/points\?status=open#points-title$"))


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_tabs_are_the_bottom_bar(visitor: Callable[..., Visitor], width: int) -> None:
    reader = visitor(width=width)
    page = reader.page
    reader.go(f"{PROPOSAL}/history")
    tabs = page.get_by_role("navigation", name="This proposal")
    box = tabs.bounding_box()
    assert box
    assert round(box["y"] + box["height"]) == 900
    for tab in tabs.locator("> ul > li").all():
        inside = tab.bounding_box()
        assert inside
        assert inside["x"] + inside["width"] <= width
        assert inside["y"] == box["y"] + 1, "all in one row"
    tabs.get_by_text("More", exact=True).click()
    expect(tabs.get_by_role("link", name="Moderation log")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "are_unfolded"), [(1400, True), (390, False)])
def test_contents_are_unfolded_where_there_is_room_without_scripts_too(
    visitor: Callable[..., Visitor], width: int, are_unfolded: bool
) -> None:
    reader = visitor(scripts=False, width=width)
    reader.go(PROPOSAL)
    first = reader.page.locator(".contents li a").first
    expect(first).to_be_visible(visible=are_unfolded)


def test_the_side_of_a_post_is_told_in_ink(visitor: Callable[..., Visitor]) -> None:
    """By the shape of its edge; the colour is the same for all."""
    reader = visitor()
    reader.go(PROPOSAL)
    edges = reader.page.evaluate(
        """() => Object.fromEntries(['attack', 'support', 'neutral'].map((side) => {
          const post = document.querySelector(`.post-${side}`);
          const edge = post && getComputedStyle(post, '::before');
          return [side, edge && [edge.backgroundImage !== 'none', edge.borderTopLeftRadius !== '0px', edge.width]];
        }))"""
    )
    shapes = [tuple(shape) for shape in edges.values() if shape]
    assert len(shapes) >= 2
    assert len(set(shapes)) == len(shapes)
    labels = reader.page.evaluate(
        """() => {
          const labels = document.querySelectorAll('.row-head > b:not(.status)');
          return [...new Set([...labels].map((one) => getComputedStyle(one).color))];
        }"""
    )
    assert len(labels) == 1
