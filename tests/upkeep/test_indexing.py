"""What is looked into is what stands there now."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.queries.search import search
from deliberate.upkeep import indexing
from deliberate.upkeep.indexing import index_is_complete, index_proposal, index_thread, rebuild_index
from tests.factories import PostFactory, ProposalFactory


def test_a_proposal_that_has_changed_is_indexed_without_touching_the_others(session: Session) -> None:
    proposal, other = ProposalFactory(title="Parks"), ProposalFactory(title="Roads")
    for one in (proposal, other):
        PostFactory(proposal=one)
    rebuild_index(session)
    proposal.title = "Gardens"
    session.flush()
    assert not index_is_complete(session)
    index_proposal(session, proposal)
    assert index_is_complete(session)


def test_of_a_very_long_text_the_beginning_is_looked_into(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_LONGEST", len("It begins here and"))
    PostFactory(body="It begins here and ends")
    session.flush()
    rebuild_index(session)
    session.commit()
    assert [len(search(session, word).hits) for word in ("begins", '"here and"', "ends")] == [1, 1, 0]


@pytest.mark.parametrize("posts", [1, 2, 3, 4, 5])
def test_a_thread_is_indexed_so_many_posts_at_a_time(
    session: Session, monkeypatch: pytest.MonkeyPatch, posts: int
) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 2)
    proposal = ProposalFactory()
    for _ in range(posts):
        PostFactory(proposal=proposal)
        PostFactory()
    rebuild_index(session)
    assert index_is_complete(session)
    PostFactory(proposal=proposal)
    assert not index_is_complete(session)
    index_thread(session, proposal)
    assert index_is_complete(session)
