"""What is told of a post."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.permissions import VISITOR
from deliberate.models import Post
from deliberate.queries.graphs import load_around, load_graph
from deliberate.queries.posts import load_posts
from tests.actions.acting import ACTS, _afresh
from tests.cast import Cast


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7)), min_size=8, max_size=16))
def test_what_is_told_of_a_post_is_the_same_from_around_it_as_from_the_whole_thread(
    session: Session, cast: Cast, steps: list[tuple[str, int, int]]
) -> None:
    acting = _afresh(session, cast)
    for step in steps:
        acting.do(*step)
    session.rollback()
    for post in session.scalars(select(Post)).all():
        whole = load_graph(session, post.proposal_id)
        around = load_around(session, post.proposal_id, [post.id])
        views = [load_posts(session, graph, [post.id], VISITOR)[post.id] for graph in (whole, around)]
        assert views[0] == views[1]
