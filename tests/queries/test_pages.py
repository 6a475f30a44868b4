"""Pages of a long list."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.queries.pages import Page


@given(st.integers(1, 5), st.integers(0, 30))
def test_turning_the_pages_shows_everything_once(size: int, total: int) -> None:
    first = Page.nearest(1, size, total)
    pages = [Page.nearest(number, size, total) for number in range(1, first.pages + 1)]
    shown = [list(range(total))[page.start : page.stop] for page in pages]
    assert sum(shown, []) == list(range(total))
    assert all(len(part) == size for part, _ in pairwise(shown))


@pytest.mark.parametrize(("wanted", "number"), [(-(10**20), 1), (0, 1), (2, 2), (3, 3), (4, 3), (10**20, 3)])
def test_instead_of_a_page_that_is_not_there_the_nearest_is_shown(wanted: int, number: int) -> None:
    assert Page.nearest(wanted, 10, 21).number == number


def test_an_empty_list_has_one_empty_page() -> None:
    page = Page.nearest(7, 10, 0)
    assert (page.number, page.pages, page.start) == (1, 1, 0)
