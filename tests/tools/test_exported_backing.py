"""What stands behind replies and links goes with an export."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from deliberate.domain.labels import Label, Polarity
from deliberate.formats.sites import site_json
from deliberate.models import PostScore
from deliberate.tools.importing import import_sites
from deliberate.upkeep.evaluating import evaluate
from tests.cast import Cast
from tests.factories import LinkFactory, PostFactory, VoteFactory
from tests.tools.test_exporting import emptied, exported


def test_what_stands_behind_a_link_comes_with_it(session: Session, cast: Cast) -> None:
    """Who agrees with a reply and with what links to the same post divides one voice between them."""
    point = PostFactory()
    other = PostFactory(proposal=point.proposal)
    PostFactory(parent=point, label=Label.REBUTTAL)
    rebuttal = PostFactory(parent=point, label=Label.REBUTTAL)
    LinkFactory(from_post=other, to_post_id=point.id, polarity=Polarity.ATTACK)
    for person in (cast.ada, cast.ben):
        for post in (rebuttal, other):
            VoteFactory(post=post, person=person)
    evaluate(session, point.proposal)
    session.commit()
    before = exported(session)
    (link,) = json.loads(before)["proposals"][0]["links"]
    assert link["voice"] == 1
    emptied(session)
    import_sites(session, [site_json.loads(before)])
    assert exported(session) == before


def test_that_a_side_accepts_the_only_post_comes_with_it(session: Session) -> None:
    post = PostFactory()
    session.add(PostScore(post_id=post.id, favoured=True))
    session.commit()
    (told,) = json.loads(exported(session))["proposals"][0]["posts"]
    assert told["sides"] == {"accept": True}
