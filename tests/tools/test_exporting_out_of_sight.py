"""What is held, hidden or taken back goes through an export and is so again where that is imported."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.formats.errors import FormatError
from deliberate.formats.sites import site_json
from deliberate.models import Post, Proposal
from deliberate.tools.exporting import load_site
from deliberate.tools.importing import import_sites
from tests.tools import test_exporting
from tests.tools.test_exporting import emptied, exported

# A fixture: one of everything that an export holds.
thread = test_exporting.thread


def test_what_was_taken_back_is_so_in_another_database(session: Session, thread: Proposal) -> None:
    """A point that others hold stays, as they hold it by votes whose voters are not named."""
    before = exported(session)
    emptied(session)
    import_sites(session, [site_json.loads(before)])
    posts = session.scalars(select(Post).where(Post.withdrawn_at.is_not(None)).order_by(Post.id)).all()
    found = [(post.state, post.body == "", post.heir and post.heir.name) for post in posts]
    assert found == [(State.WITHDRAWN, True, None), (State.MERGED, True, None), (State.VISIBLE, False, "Mo")]


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_a_proposal_out_of_sight_is_whole_in_the_export_of_the_site_and_says_so(
    session: Session, thread: Proposal, state: State
) -> None:
    """For those who run it. What is exported of another proposal alone has no link to it."""
    other = session.scalars(select(Proposal).where(Proposal.slug == "other")).one()
    other.state = state
    session.commit()
    whole = json.loads(exported(session))
    [hidden, rivers] = whole["proposals"]
    assert (hidden["state"], hidden["title"]) == (str(state), other.title)
    assert "state" not in rivers
    assert [link["to"] for link in rivers["links"]] != []
    alone = site_json.dumps(load_site(session, ["rivers"]))
    assert "other#second" in json.dumps(whole)
    assert "other#second" not in alone
    before = exported(session)
    emptied(session)
    import_sites(session, [site_json.loads(before)])
    assert exported(session) == before
    assert session.scalars(select(Proposal.state).where(Proposal.slug == "other")).one() is state


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [("state", "merged", "not one of"), ("state", 1, "not a text")],
)
def test_a_proposal_is_in_no_state_that_only_posts_are_in(
    session: Session, thread: Proposal, key: str, value: object, why: str
) -> None:
    whole = json.loads(exported(session))
    whole["proposals"][0][key] = value
    with pytest.raises(FormatError, match=why):
        site_json.loads(json.dumps(whole))


def test_a_post_that_was_taken_back_says_when(session: Session, thread: Proposal) -> None:
    whole = json.loads(exported(session))
    gone = next(post for one in whole["proposals"] for post in one["posts"] if post["state"] == "withdrawn")
    del gone["withdrawn"]
    with pytest.raises(FormatError, match="withdrawn"):
        site_json.loads(json.dumps(whole))
