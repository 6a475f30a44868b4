"""Whether people confirm or deny that a revision deals with a point.

What confirms it are the rules by which a reply is accepted, with those who say that it does and that it does not, and
the word of who raised the point. Denied, it is put aside, which settles nothing: for that a quorum is enough, however
many hold the point, since they are not whom it is denied against.
"""

from __future__ import annotations

from deliberate.domain.engine.acceptance import Verdict, beyond_chance, surely_least
from deliberate.domain.nodes import Claim


def verdict(claim: Claim, holders: int, quorum: int) -> Verdict:
    """What people say to it, `holders` of whom hold the point besides who raised it."""
    content = claim.raiser is True
    return Verdict(claim.holds - content, claim.fails, holders, quorum, content, rejected_by=claim.rejected_by)


def is_denied(claim: Claim, holders: int, quorum: int) -> bool:
    """By who raised the point, while hardly anybody else holds it and the others do not confirm it beyond chance, or by
    enough people beyond chance."""
    by_raiser = claim.raiser is False and holders < quorum
    if by_raiser and not beyond_chance(claim.holds, claim.fails - 1):
        return True
    return claim.fails >= quorum and beyond_chance(claim.fails, claim.holds)


def more_to_deny(claim: Claim, holders: int, quorum: int) -> int:
    """The least number of further people who deny it, after which it is denied."""
    return surely_least(lambda more: is_denied(claim._replace(fails=claim.fails + more), holders, quorum))


def more_to_stand(claim: Claim, holders: int, quorum: int) -> int:
    """The least number of further people who confirm it, after which it is not denied."""
    return surely_least(lambda more: not is_denied(claim._replace(holds=claim.holds + more), holders, quorum))
