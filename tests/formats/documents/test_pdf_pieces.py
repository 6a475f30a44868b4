"""Places on pages that are cut and turned, and the look of most letters."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.pdf_pieces import Box, Frame, Look, usual

SHOWN = Box(10, 20, 110, 220)


@pytest.mark.parametrize(
    ("turns", "size", "place"),
    [(0, (100, 200), (5, 30)), (1, (200, 100), (30, 95)), (2, (100, 200), (95, 170)), (3, (200, 100), (170, 5))],
)
def test_a_place_is_that_on_the_page_as_it_is_shown(
    turns: int, size: tuple[float, float], place: tuple[float, float]
) -> None:
    frame = Frame(SHOWN, turns)
    assert frame.size == size
    assert frame.point(15, 50) == place


def test_areas_keep_their_order_however_the_page_is_turned() -> None:
    for turns in range(4):
        frame = Frame(SHOWN, turns)
        box = frame.box(15, 50, 35, 60)
        assert sorted((box.width, box.height)) == [10, 20]
        assert frame.across(15, 50, 35, 60) == (box.left, box.right)


def test_the_usual_look_is_that_of_most_letters() -> None:
    plain, bold = Look(10), Look(10, bold=True)
    assert usual([(bold, 3), (plain, 2), (plain, 2)]) == plain
    assert usual([(bold, 3)]) == bold
    assert usual([]) == Look(0)
