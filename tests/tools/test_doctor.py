"""What the doctor finds in the numbers, and repairs."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from deliberate.domain.engine.grounded import Extent
from deliberate.domain.statuses import Status
from deliberate.models import Post
from deliberate.tools.doctor import examine
from deliberate.upkeep.evaluating import evaluate
from tests.factories import PostFactory


@pytest.mark.parametrize(
    "wrong",
    [{"standing": 0.51}, {"balanced": False}, {"extent": Extent.OUT}, {"status": Status.RESOLVED}, {"agree": 1}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_whatever_is_kept_of_a_post_is_compared_and_repaired(session: Session, wrong: dict[str, Any]) -> None:
    post = PostFactory()
    evaluate(session, post.proposal)
    session.execute(update(Post).values(**wrong))
    session.commit()
    found = {finding.check: finding for finding in examine(session, fix=True)}["tallies, standing, status"]
    assert (found.ok, found.fixed, str(found.found)) == (False, True, "1 post has outdated numbers")
    assert all(finding.ok for finding in examine(session, fix=False))


def test_a_difference_in_rounding_is_no_finding_to_the_doctor(session: Session) -> None:
    post = PostFactory()
    evaluate(session, post.proposal)
    session.execute(update(Post).values(standing=0.5 + 1e-10))
    session.commit()
    found = {finding.check: finding for finding in examine(session, fix=False)}
    assert found["tallies, standing, status"].ok
