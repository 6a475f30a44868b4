"""An export is read and written part by part, and so is what is imported: nobody can tell by what comes out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from deliberate.formats.errors import FormatError
from deliberate.formats.sites import site_json
from deliberate.models import Person, Proposal
from deliberate.tools import exporting, importing_posts
from deliberate.tools.exporting import load_site
from deliberate.tools.importing import import_sites
from tests.factories import PostFactory, ProposalFactory
from tests.tools import test_exporting
from tests.tools.test_exporting import emptied, exported

thread = test_exporting.thread


def test_an_export_in_parts_of_any_size_has_the_same_bytes(
    session: Session, thread: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so has what comes of importing it in parts."""
    before = exported(session)
    for size in (1, 2, 3):
        monkeypatch.setattr(exporting, "AT_ONCE", size)
        assert exported(session) == before
    for size in (1, 2):
        monkeypatch.setattr(importing_posts, "_AT_ONCE", size)
        emptied(session)
        import_sites(session, [site_json.load(BytesIO(before.encode()))])
        assert exported(session) == before


def test_a_file_that_is_cut_while_it_is_written_leaves_nothing(session: Session, thread: Proposal) -> None:
    content = exported(session).encode()
    emptied(session)
    for end in (len(content) // 2, len(content) - 400):
        file = BytesIO(content)
        site = site_json.load(file)
        file.truncate(end)
        with pytest.raises(FormatError):
            import_sites(session, [site])
        assert session.scalars(select(Person.id)).all() == []


def test_statements_do_not_grow_with_the_site(
    session: Session, thread: Proposal, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def statements() -> int:
        session.expire_all()
        session.expunge_all()
        with count_statements() as seen:
            site_json.dumps(load_site(session))
        return len(seen)

    few = statements()
    for _ in range(3):
        PostFactory(proposal=ProposalFactory())
    session.commit()
    assert statements() == few


@pytest.mark.parametrize(
    ("sizes", "together"),
    [
        ([1, 2, 1, 3, 4, 1], [[0, 1], [2], [3], [4], [5]]),
        ([3, 1, 2], [[0], [1, 2]]),
        ([0, 0, 0, 0], [[0, 1, 2], [3]]),
        ([], []),
    ],
)
def test_small_proposals_are_read_together_up_to_so_many_of_them_or_of_their_posts(
    session: Session, monkeypatch: pytest.MonkeyPatch, sizes: list[int], together: list[list[int]]
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    reader = exporting._Reader(session, true(), dict(enumerate(sizes)), lambda posts: None)
    assert list(reader._together(range(len(sizes)))) == together
