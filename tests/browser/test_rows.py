"""Posts in lists: what is not somebody's words takes little room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor, demo, serving

pytestmark = pytest.mark.browser
Open = Callable[..., Visitor]

PROPOSALS = (
    "/proposals/partnership",
    "/proposals/border-cooperation",
    "/proposals/hemisphere-democracy",
    "/proposals/peacekeeping-memo",
    "/proposals/root-causes-strategy",
)
THREAD = PROPOSALS[0]
# By the width of a window its height, and how much of a row may be something else than words.
WINDOWS = {1400: (900, 56), 390: (844, 76)}
# What a row is sent as besides the words.
BYTES = 1200
MEASURED = """(place) => [...document.querySelectorAll(`${place} article.row`)].map((row) => {
  const box = row.getBoundingClientRect();
  const words = [...row.querySelectorAll(':scope > .words')];
  const shown = [...row.querySelectorAll('a, button, b, .bar, .words')];
  const targets = [...row.querySelectorAll('.row-head a, .row-line a, .row-line button')];
  return {
    id: row.id,
    besides: box.height - words.reduce((sum, one) => sum + one.getBoundingClientRect().height, 0),
    wider: Math.max(...shown.map((one) => one.getBoundingClientRect().right - box.right)),
    smallest: Math.min(...targets.map((one) => Math.min(one.offsetWidth, one.offsetHeight))),
  };
})"""
VOTED = '.row-votes button[aria-pressed="true"]'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a new site."""
    with serving(tmp_path_factory.mktemp("seeds")) as url:
        yield url


@pytest.mark.parametrize("width", WINDOWS)
@pytest.mark.parametrize("of", ["seeds", "demo"])
def test_a_row_is_mostly_the_words_of_whoever_wrote_it(
    visitor: Open, site: Site, seeds: str, of: str, width: int
) -> None:
    """On every page of every proposal; nothing is wider than its row, or smaller than 24 pixels to the finger."""
    height, most = WINDOWS[width]
    page = visitor(width=width).page
    page.set_viewport_size({"width": width, "height": height})
    measured = 0
    for proposal in PROPOSALS:
        at: str | None = proposal
        while at:
            answer = page.goto((site.url if of == "demo" else seeds) + at)
            assert answer
            assert {row: size for row, size in _sent(answer.text()) if size > BYTES} == {}
            rows = page.evaluate(MEASURED, "#thread")
            assert [row for row in rows if row["besides"] > most + 0.1] == []
            assert [row for row in rows if row["wider"] > 1] == []
            assert [row for row in rows if row["smallest"] < 24] == []
            measured += len(rows)
            following = page.locator('#thread .pages a[rel="next"]')
            at = following.get_attribute("href") if following.count() else None
    assert measured >= (200 if of == "demo" else 50)


def _sent(html: str) -> Iterator[tuple[str, int]]:
    """Each row that is sent, and how many bytes of it are not words."""
    for row in re.findall(r'<article class="post row.*?</article>', html, re.S):
        besides = re.sub(r'<div class="words.*?(?=<div class="(?:words|row-line))', "", row, flags=re.S)
        yield re.findall(r'id="([^"]*)"', row)[0], len(besides.encode())


@pytest.mark.parametrize("width", WINDOWS)
def test_rows_fit_beside_the_document_and_in_lists_of_points(visitor: Open, width: int) -> None:
    """Beside the document there is as little room as on a phone."""
    reader = visitor(width=width)
    page = reader.page
    for path, most in (
        (f"{THREAD}/passages/investing-in-infrastructure", 76),
        (f"{PROPOSALS[1]}/points", WINDOWS[width][1]),
        (f"{PROPOSALS[1]}/points?status=open&label=objection", WINDOWS[width][1]),
    ):
        reader.go(path)
        rows = page.evaluate(MEASURED, ".panel" if "passages" in path else "main")
        assert rows
        assert [row for row in rows if row["besides"] > most + 0.1 or row["wider"] > 1 or row["smallest"] < 24] == []


@pytest.mark.parametrize("width", WINDOWS)
def test_a_row_that_was_voted_on_is_no_larger(visitor: Open, width: int) -> None:
    member = visitor(width=width)
    member.sign_in("member")
    member.go(THREAD)
    row = member.page.locator("#thread article.row:has(.row-votes button)").nth(3)
    row.get_by_role("button", name="unsure").click()
    expect(row.locator(VOTED)).to_have_count(1)
    member.check()
    number = row.get_attribute("id")
    measured = next(one for one in member.page.evaluate(MEASURED, "#thread") if one["id"] == number)
    assert measured["besides"] <= WINDOWS[width][1] + 0.1
    assert measured["wider"] <= 1
    row.get_by_role("button", name="Withdraw").click()
    expect(row.locator(VOTED)).to_have_count(0)
