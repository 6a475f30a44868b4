"""How each group sees a post: the same in the thread, on its own page and on the map, and only what can be told."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.opinions import compute_opinions
from deliberate.actions.voting import cast_vote
from deliberate.domain.labels import Label
from deliberate.models import Choice, PostScore
from deliberate.upkeep.evaluating import evaluate
from tests.actions.test_opinions import Assembly
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, VoteFactory
from tests.reading import unwrapped


@pytest.fixture
def assembly(session: Session) -> Assembly:
    """The first camp holds a point and rejects the safeguard against it, which the second camp accepts."""
    found = Assembly(session)
    safeguard = PostFactory(parent=found.posts[1], label=Label.SAFEGUARD)
    for camp, people in enumerate(found.camps):
        for person in people:
            VoteFactory(post=safeguard, person=person, choice=Choice.DISAGREE if camp == 0 else Choice.AGREE)
    evaluate(session, found.proposal)
    session.commit()
    compute_opinions(session, found.proposal.id)
    return found


def seen(page: str) -> str:
    """The words under the first 'how each group sees it' of a page."""
    details = re.search(r'<details class="by-group">.*?</details>', page, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", unwrapped(details[0])).split()) if details else ""


NOT_SHOWN = "How each group sees it is not shown"


def first_article(page: str) -> str:
    """The post that its own page is about, without the replies."""
    return page[: page.index("</article>")]


def stored(session: Session, post: int) -> object:
    session.expire_all()
    return session.scalars(select(PostScore.by_group).where(PostScore.post_id == post)).one()


def test_it_is_told_in_the_thread_on_the_post_and_on_the_map(assembly: Assembly, cast: Cast) -> None:
    point = assembly.posts[1]
    slug = assembly.proposal.slug
    told = seen(cast.visitor.get(f"/posts/{point.id}").text)
    assert told.startswith("Settled for group B, open for group A. Group A : yes ")
    assert re.search(r"Group A : yes \d+ % · unsure \d+ % · no \d+ % · standing 0\.\d\d · contested Group B", told)
    assert re.search(r"Group B : yes \d+ % · unsure \d+ % · no \d+ % · standing 0\.\d\d · answered Each", told)
    row = cast.visitor.get(f"/proposals/{slug}").text.split(f'id="post-{point.id}"')[1].split("</article>")[0]
    assert "opinion groups differ" in row
    assert seen(cast.visitor.get(f"/posts/{point.id}", headers={"X-Requested-With": "fetch"}).text) == told
    assert seen(cast.visitor.get(f"/proposals/{slug}/map/why/{point.id}").text) == told
    outline = cast.visitor.get(f"/proposals/{slug}/map").text
    assert told in [seen(part) for part in re.split(r'(?=<div class="outline-why")', outline)]


def test_it_changes_only_when_groups_are_computed_anew_and_is_not_told_beside_other_totals(
    assembly: Assembly, cast: Cast, session: Session
) -> None:
    """Beside the totals of now, the shares of then would tell how those voted who came since."""
    point = assembly.posts[1]
    before = stored(session, point.id)
    cast_vote(session, cast.ben, point.id, Choice.AGREE)
    assert stored(session, point.id) == before
    page = first_article(cast.visitor.get(f"/posts/{point.id}").text)
    assert seen(page) == ""
    assert NOT_SHOWN in page
    others = [PersonFactory() for _ in range(4)]
    session.commit()
    for person in others:
        cast_vote(session, person, point.id, Choice.DISAGREE)
    compute_opinions(session, assembly.proposal.id)
    assert "Group A" in seen(cast.visitor.get(f"/posts/{point.id}").text)


def test_one_who_votes_beside_two_groups_is_not_told(assembly: Assembly, cast: Cast, session: Session) -> None:
    """Else the totals less both groups would be that vote: it is counted with the larger group, or nothing is told."""
    point = assembly.posts[1]
    told = {}
    for choice in (Choice.AGREE, Choice.DISAGREE):
        cast_vote(session, cast.ben, point.id, choice)
        compute_opinions(session, assembly.proposal.id)
        kept = stored(session, point.id)
        told[choice] = [number for number, *_ in kept["groups"]] if isinstance(kept, dict) else []
    assert told[Choice.AGREE] == told[Choice.DISAGREE], "what is told depends on how many voted, not on how"


def test_without_groups_nothing_is_told(cast: Cast, session: Session) -> None:
    post = PostFactory()
    for _ in range(30):
        VoteFactory(post=post)
    session.commit()
    compute_opinions(session, post.proposal_id)
    assert stored(session, post.id) is None
    page = cast.visitor.get(f"/posts/{post.id}").text
    assert seen(page) == ""
    assert NOT_SHOWN not in page


def test_a_vote_by_fetch_answers_with_the_bar_without_it_and_a_reload_has_it_no_sooner_than_the_worker(
    assembly: Assembly, cast: Cast, session: Session
) -> None:
    point = assembly.posts[1]
    ben = cast.browser(cast.ben)
    assert "by-group" in ben.get(f"/posts/{point.id}").text
    bar = ben.send(f"/posts/{point.id}/vote", {"choice": "agree"}, headers={"X-Requested-With": "fetch"})
    assert "by-group" not in bar.text
    compute_opinions(session, assembly.proposal.id)
    assert "by-group" in ben.get(f"/posts/{point.id}").text
