"""The pages of a thread come to all that is out of sight and yet listed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import Order
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR, Actor
from deliberate.models import Proposal
from deliberate.queries.threads import ROWS, replies_to
from tests.cast import Cast
from tests.factories import PostFactory
from tests.keeping import bring_up_to_date
from tests.queries.test_threads import grown, page_of


def everything(session: Session, proposal: Proposal, viewer: Actor) -> list[int]:
    """The uppermost posts of all pages."""
    number, pages, found = 1, 1, []
    while number <= pages:
        shown = page_of(session, proposal, viewer=viewer, page=number)
        assert len(shown.branches) <= ROWS
        found += [branch.post.id for branch in shown.branches]
        number, pages = number + 1, shown.page.pages
    return found


def test_what_only_the_viewer_sees_stands_in_its_place_and_counts_for_their_pages(session: Session, cast: Cast) -> None:
    proposal = grown(session, ROWS)
    held = PostFactory(proposal=proposal, state=State.HELD, author=cast.ben)
    session.flush()
    assert len(everything(session, proposal, VISITOR)) == ROWS
    seen = everything(session, proposal, cast.ben.actor())
    assert (len(seen), len(set(seen)), held.id in seen) == (ROWS + 1, ROWS + 1, True)


def test_visitors_come_to_all_that_was_taken_away_and_left_a_mark(session: Session) -> None:
    """Votes or replies; it is in no count, and there may be any number of it."""
    proposal = grown(session, 2)
    for number in range(3 * ROWS):
        gone = PostFactory(proposal=proposal, state=State.HIDDEN, body=f"gone {number}")
        PostFactory(parent=gone, label=Label.SAFEGUARD, state=State.HIDDEN)
        PostFactory(parent=gone, label=Label.REBUTTAL)
    assert len(set(everything(session, proposal, VISITOR))) == 3 * ROWS + 2


def test_moderators_come_to_all_replies_that_are_out_of_sight(session: Session, cast: Cast) -> None:
    post = PostFactory()
    proposal = post.proposal
    for number in range(3 * ROWS):
        PostFactory(parent=post, label=Label.SAFEGUARD, state=State.HIDDEN, body=f"spam {number}")
    bring_up_to_date(session)
    mo, number, pages, found = cast.mo.actor(), 1, 1, set()
    while number <= pages:
        shown = replies_to(session, proposal, mo, post, Order.STRONGEST, number)
        found |= {branch.post.id for branch in shown.branches}
        number, pages = number + 1, shown.page.pages
    assert len(found) == 3 * ROWS


def test_moderators_come_to_all_that_is_out_of_sight_page_by_page(session: Session, cast: Cast) -> None:
    """However much of it there is, no page has it all."""
    proposal = grown(session, 2)
    for number in range(3 * ROWS):
        PostFactory(proposal=proposal, state=State.HIDDEN, author=proposal.owner, body=f"spam {number}")
    mo = cast.mo.actor()
    pages = [page_of(session, proposal, viewer=mo, page=number) for number in range(1, 5)]
    assert [page.page.pages for page in pages] == [4] * 4
    assert [len(page.branches) for page in pages] == [ROWS, ROWS, ROWS, 2]
    assert len({branch.post.id for page in pages for branch in page.branches}) == 3 * ROWS + 2
