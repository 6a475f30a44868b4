"""How much is asked of votes before groups are told: what pages explain, too."""

from __future__ import annotations

from math import floor

# Who voted on fewer posts (or on fewer than all, where there are fewer) is not placed.
MIN_VOTES = 7
MIN_PEOPLE = 20
# On fewer posts people stand on so few places that any votes fall into groups.
MIN_POSTS = 8
# What is weaker is hardly a structure (Kaufman and Rousseeuw, 'Finding groups in data', 1990); on little more is asked.
# The real conversations in the tests reach 0.54 and 0.61. Votes without groups can reach it too, where most people
# agree: so what is reached must also be more than chance gives (`chance`).
WEAK_SILHOUETTE = 0.5
WEAK_ON_LITTLE = 0.6
FEW_PEOPLE = 50
FEW_POSTS = 20


def asked_silhouette(people: int, posts: int) -> float:
    """What so many people with enough votes must reach, so that it is not by chance."""
    return WEAK_ON_LITTLE if people < FEW_PEOPLE or posts < FEW_POSTS else WEAK_SILHOUETTE


def rounded_down(silhouette: float) -> str:
    """So that what is not enough does not look like it."""
    return f"{floor(silhouette * 100) / 100:.2f}"
