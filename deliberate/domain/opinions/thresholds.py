"""How much is asked of votes before groups are told: what pages explain, too."""

from __future__ import annotations

from deliberate.domain.opinions.disclosure import MIN_DESCRIBED

# Who voted on fewer posts is not placed.
MIN_VOTES = 7
MIN_PEOPLE = 20
# Each half of the posts places who voted on so many of it.
HALF_VOTES = 5
MIN_POSTS = 2 * HALF_VOTES
HALVES = 24
# Of more people than these so many are drawn.
COMPARED = 2_000
# What the divisions by both halves of the posts must have in common, from 0, which is chance, to 1. Lower than what is
# told of conversations with groups, and far above that of those without: there it is 0.
MIN_AGREEMENT = 0.15
# More groups only where that is better by this, or both are within this of agreeing on everybody.
CLEARLY_BETTER = 0.05
# Of those placed: fewer vote apart from the rest.
LEAST_SHARE = 20


def least_of(people: int) -> int:
    """How many make a group among so many people who are placed: those who can be described, and a twentieth."""
    return max(MIN_DESCRIBED, -(-people // LEAST_SHARE))
