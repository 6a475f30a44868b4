"""Votes that chance alone would give have no groups."""

from __future__ import annotations

import numpy as np
import pytest

from deliberate.domain.opinions.chance import dealt_anew
from deliberate.domain.opinions.groups import find_groups
from tests import polis_site
from tests.polis import planted, table


@pytest.mark.parametrize("conversation", polis_site.over_conversations(*polis_site.PLANTED, *polis_site.REAL))
def test_votes_of_a_conversation_dealt_out_anew_have_no_groups(conversation: str) -> None:
    votes = polis_site.votes_of(conversation).votes
    for seed in range(3):
        found = find_groups(dealt_anew(votes, seed))
        assert (found.groups, found.consensus) == ((), {})
        assert found.agreement is not None
        assert abs(found.agreement.found) < 0.05


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("people", "posts"), [(30, 25), (60, 12), (300, 40)])
def test_people_who_vote_independently_have_no_groups(people: int, posts: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    matrix = np.where(random.random((people, posts)) < random.beta(2, 1.2, posts), 1.0, -1.0)
    found = find_groups(table(matrix))
    assert found.groups == ()
    assert str(found.why_none).startswith("Sorted by one half of the posts, people do not fall into the same groups")
    assert (found.division, found.consensus, found.counts) == ((), {}, {})


@pytest.mark.parametrize(("people", "posts"), [(50, 20), (300, 60)])
def test_people_who_agree_with_most_independently_of_each_other_have_no_groups(people: int, posts: int) -> None:
    """Where nine of ten agree, the one post that is not agreed with parts people clearly, but only one half has it."""
    told = 0
    for seed in range(12):
        random = np.random.default_rng(seed)
        matrix = np.where(random.random((people, posts)) < random.beta(6, 0.6, posts), 1.0, -1.0)
        told += find_groups(table(matrix)).groups != ()
    assert told == 0


def test_dealing_votes_anew_keeps_who_voted_and_how_each_post_did() -> None:
    votes = table(planted(60, 20, 2, 0.6, 1)[0])
    anew = dealt_anew(votes, 1)
    assert (anew.person is votes.person, anew.post is votes.post) == (True, True)
    for post in range(len(votes.posts)):
        cast = votes.post == post
        assert sorted(anew.value[cast]) == sorted(votes.value[cast])
    assert (anew.value != votes.value).any()
