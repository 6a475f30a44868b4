"""What people read of how groups are told."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.models import Post, Proposal
from tests.cast import Cast
from tests.queries.opinions.reports import report
from tests.web.opinions.page import PAGE, store, text


def test_groups_are_told_with_how_far_both_halves_of_the_posts_agree(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    words = text(cast.visitor.get(PAGE).text)
    told = "Sorted by one half of the posts, people fall into the same groups as by the other half"
    assert f"{told} (0.45; by chance 0.00)." in words
    assert "along one line." not in words
    assert "apart from the rest. They" not in words


def test_people_without_a_gap_and_a_few_apart_are_told(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts, some_apart=True, has_gap=False))
    words = text(cast.visitor.get(PAGE).text)
    assert "There is no gap between them: opinions shade into each other along one line." in words
    assert "Some vote apart from the rest. They are too few to be described." in words


def test_findings_from_before_there_were_halves_say_nothing_of_them(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    newer = ("agreement", "some_apart", "has_gap")
    store(session, proposal, {key: value for key, value in report(posts).items() if key not in newer})
    words = text(cast.visitor.get(PAGE).text)
    assert "2 opinion groups" in words or "3 opinion groups" in words
    assert not any(told in words for told in ("Sorted by one half", "along one line.", "apart from the rest. They"))


def test_the_method_says_what_is_asked_and_what_is_left_out_for_whose_sake(
    cast: Cast, session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    words = text(cast.visitor.get(PAGE).text)
    assert "The posts are split in halves at random, 24 times; everybody who voted on at least 5 posts of each" in words
    assert "has to reach 0.15" in words
    assert "at least 5 people and 5% of those compared" in words
    assert (
        "counted with those of the largest, or, where they would show in it or might all be the same, shares are"
        in words
    )
