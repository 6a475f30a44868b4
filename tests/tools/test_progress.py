"""How far a command on a whole site is: all of it is told, once."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.formats.sites import site_json
from deliberate.models import Proposal
from deliberate.tools import exporting
from deliberate.tools.demo import simulate
from deliberate.tools.doctor import count_steps, examine
from deliberate.tools.exporting import count_posts, load_site
from deliberate.tools.importing import import_sites
from tests.factories import PostFactory, ProposalFactory
from tests.tools.test_exporting import emptied


@pytest.fixture
def sizes(session: Session) -> list[int]:
    """Of a site with seven posts, one of its proposals with none."""
    for posts in (5, 2, 0):
        proposal: Proposal = ProposalFactory()
        for _ in range(posts):
            PostFactory(proposal=proposal)
    session.commit()
    return []


@pytest.mark.parametrize("at_once", [1, 3, 1_000])
def test_an_export_tells_each_post_and_an_import_each_twice(
    session: Session, sizes: list[int], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", at_once)
    assert count_posts(session) == 7
    text = site_json.dumps(load_site(session, advance=sizes.append))
    assert sum(sizes) == 7
    emptied(session)
    sizes.clear()
    import_sites(session, [site_json.loads(text)], sizes.append)
    assert sum(sizes) == 14


def test_the_doctor_tells_each_post(session: Session, sizes: list[int]) -> None:
    examine(session, fix=False, advance=sizes.append)
    assert sum(sizes) == count_steps(session) == 7


def test_a_demo_tells_each_post_that_it_adds(session: Session, sizes: list[int]) -> None:
    simulate(session, number=1, posts=9, people=3, advance=sizes.append)
    assert sum(sizes) == 9
    assert len(sizes) == 3
