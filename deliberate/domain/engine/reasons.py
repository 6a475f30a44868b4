"""Why something is accepted or not, and what would change it, in sentences that carry the numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from deliberate.domain.engine.acceptance import (
    Side,
    Stake,
    Verdict,
    holders_to_reopen,
    more_to_accept,
    more_to_undo,
)
from deliberate.domain.nodes import Claim, Node
from deliberate.domain.words import Say, say, say_many

# Because of whom so many are asked for.
_HOLD: dict[Stake, Callable[[int], Say]] = {
    Stake.POINT: lambda n: say_many("%(num)d holds this point", "%(num)d hold this point", n),
    Stake.DENIAL: lambda n: say_many("%(num)d denies this point", "%(num)d deny this point", n),
    Stake.REPLY: lambda n: say_many("%(num)d accepts this reply", "%(num)d accept this reply", n),
    Stake.ABOVE: lambda n: say_many("%(num)d holds the point above", "%(num)d hold the point above", n),
}


def accepted(verdict: Verdict) -> Say:
    """Of what people accept by their votes.

    'Accepted by 26 of 30 who took sides; 23 are asked for because 500 hold this point.'
    """
    return say(
        "Accepted by %(agree)d of %(sides)d who took sides; %(asked)s.",
        agree=verdict.in_favour,
        sides=verdict.sides,
        asked=_asked(verdict),
    )


def _asked(verdict: Verdict) -> Say:
    if verdict.asked > verdict.quorum:
        hold = _HOLD[verdict.stake](verdict.holders)
        return say("%(asked)d are asked for because %(hold)s", asked=verdict.asked, hold=hold)
    return say_many("at least %(num)d is asked for", "at least %(num)d are asked for", verdict.asked)


def not_yet(verdict: Verdict, of_several: bool = False) -> Say:
    """Of the one reply, or of the nearest of several.

    'Not yet: 3 of 3 accept it; 20 more are needed, because 500 hold this point.'
    """
    votes, more = _votes(verdict, of_several), more_to_accept(verdict)
    if more is None:
        side, without = _side_rejects(verdict), replace(verdict, rejected_by=None)
        if more := more_to_accept(without):
            needed = _needed(without, more)
            return say(
                "Not accepted: %(votes)s; %(side)s, and besides %(needed)s.", votes=votes, needed=needed, side=side
            )
        return say("Not accepted: %(votes)s, but %(side)s.", votes=votes, side=side)
    return say("Not yet: %(votes)s; %(needed)s.", votes=votes, needed=_needed(verdict, more))


def _votes(verdict: Verdict, of_several: bool) -> Say:
    agree, sides = verdict.in_favour, verdict.sides
    if of_several:
        if not sides:
            return say("nobody has taken sides on the nearest")
        return say("%(agree)d of %(sides)d accept the nearest", agree=agree, sides=sides)
    if not sides:
        return say("nobody has taken sides on it")
    return say("%(agree)d of %(sides)d accept it", agree=agree, sides=sides)


def _side_rejects(verdict: Verdict) -> Say:
    match verdict.rejected_by:
        case Side.HOLDERS if verdict.stake is Stake.DENIAL:
            return say("those who deny the point reject it")
        case Side.HOLDERS:
            return say("those who hold the point reject it")
        case Side.GROUP:
            return say("one of the opinion groups rejects it")
        case _:
            return say("one side rejects it")


def _needed(verdict: Verdict, more: int) -> Say:
    needed = say_many("%(num)d more is needed", "%(num)d more are needed", more)
    if verdict.in_favour + more > verdict.asked:
        if verdict.in_favour > verdict.disagree:
            return say("%(needed)s, because so close a vote may be chance", needed=needed)
        return say_many(
            "%(needed)s, because %(num)d rejects it",
            "%(needed)s, because %(num)d reject it",
            verdict.disagree,
            needed=needed,
        )
    if verdict.asked > verdict.quorum:
        return say("%(needed)s, because %(hold)s", needed=needed, hold=_HOLD[verdict.stake](verdict.holders))
    return needed


def stays_unless_accepted(verdicts: Sequence[Verdict], fewest: int | None) -> Say:
    """What it takes for some reply to be accepted: so many more, or else that a side gives way."""
    if fewest is not None:
        return say_many(
            "Stays open unless at least %(num)d more accepts a reply.",
            "Stays open unless at least %(num)d more accept a reply.",
            fewest,
        )
    sides = {(verdict.rejected_by, verdict.stake is Stake.DENIAL) for verdict in verdicts}
    if sides == {(Side.HOLDERS, False)}:
        return say("Stays open while those who hold it reject the reply.")
    if sides == {(Side.HOLDERS, True)}:
        return say("Stays open while those who deny it reject the reply.")
    if {side for side, _ in sides} == {Side.GROUP}:
        return say("Stays open while one of the opinion groups rejects the reply.")
    return say("Stays open while one side rejects the reply.")


def stays_unless_undone(status: Say, verdicts: Sequence[Verdict]) -> Say:
    """What it takes for none of these replies to be accepted. One person may reject them all."""
    reject, hold = max(map(more_to_undo, verdicts)), max(map(holders_to_reopen, verdicts))
    rejected = (
        say_many("%(num)d more rejects it", "%(num)d more reject it", reject)
        if len(verdicts) == 1
        else say_many("%(num)d more rejects each reply", "%(num)d more reject each reply", reject)
    )
    held = (
        say_many("%(num)d more denies this point", "%(num)d more deny this point", hold)
        if verdicts[0].stake is Stake.DENIAL
        else _more_hold(hold)
    )
    return say("Stays %(status)s unless %(reject)s or %(hold)s.", status=status, reject=rejected, hold=held)


def stays_refuted(verdicts: Sequence[Verdict]) -> Say:
    """The same for what accepted replies defeat, which are asked for as many as what it says, or what stands above,
    has behind it."""
    reject, hold = max(map(more_to_undo, verdicts)), max(map(holders_to_reopen, verdicts))
    rejected = (
        say_many(
            "%(num)d more rejects the reply that defeats it", "%(num)d more reject the reply that defeats it", reject
        )
        if len(verdicts) == 1
        else say_many(
            "%(num)d more rejects each reply that defeats it", "%(num)d more reject each reply that defeats it", reject
        )
    )
    above = any(verdict.stake is Stake.ABOVE for verdict in verdicts)
    held = (
        say_many("%(num)d more holds the point above", "%(num)d more hold the point above", hold)
        if above
        else say_many("%(num)d more says yes to it", "%(num)d more say yes to it", hold)
    )
    return say("Stays refuted unless %(reject)s or %(hold)s.", reject=rejected, hold=held)


def shared_by_few(point: Node, crowd: int, asked: int, quorum: int) -> Say:
    """'Few share it: 20 of 31 who took sides reject it; 8 are asked for because 60 people have voted in the thread.'"""
    enough = (
        say(
            "%(asked)d are asked for because %(num)d people have voted in the thread",
            asked=asked,
            num=crowd,
        )
        if asked > quorum
        else say_many("at least %(num)d is asked for", "at least %(num)d are asked for", asked)
    )
    return say(
        "Few share it: %(disagree)d of %(sides)d who took sides reject it; %(enough)s.",
        disagree=point.disagree,
        sides=point.sides,
        enough=enough,
    )


def shared_again(more: int) -> Say:
    return say_many(
        "It counts among what more people share once %(num)d more holds it.",
        "It counts among what more people share once %(num)d more hold it.",
        more,
    )


def judged(claim: Claim, verdict: Verdict) -> Say:
    """'40 of the 42 people who judged it say that revision 2 deals with it.' And why it takes more than a quorum."""
    said = _judged(claim)
    if verdict.asked > verdict.quorum:
        said = say("%(said)s At least %(asked)s.", said=said, asked=_asked(verdict))
    if verdict.rejected_by is not None:
        return say("%(said)s But %(side)s.", said=said, side=_side_denies(verdict.rejected_by))
    return said


def _judged(claim: Claim) -> Say:
    if claim.holds + claim.fails == 1:
        if claim.holds:
            return say(
                "The one person who judged it says that revision %(revision)d deals with it.", revision=claim.revision
            )
        return say(
            "The one person who judged it says that revision %(revision)d does not deal with it.",
            revision=claim.revision,
        )
    return say(
        "%(holds)d of the %(num)d people who judged it say that revision %(revision)d deals with it.",
        holds=claim.holds,
        num=claim.holds + claim.fails,
        revision=claim.revision,
    )


def _side_denies(side: Side | None) -> Say:
    match side:
        case Side.HOLDERS:
            return say("most of those who hold the point say that it does not")
        case Side.GROUP:
            return say("most of one of the opinion groups say that it does not")
        case _:
            return say("most of one side say that it does not")


def denied(claim: Claim) -> Say:
    if claim.raiser is False:
        return say(
            "Revision %(revision)d claimed to deal with it; the person who raised it says that it does not.",
            revision=claim.revision,
        )
    return say(
        "Revision %(revision)d claimed to deal with it; %(fails)d of %(said)d who judged it say that it does not.",
        revision=claim.revision,
        fails=claim.fails,
        said=claim.holds + claim.fails,
    )


def stays_unless_denied(verdict: Verdict) -> Say:
    """What it takes for a claim not to be accepted any more."""
    return say(
        "Stays resolved unless %(deny)s or %(hold)s.",
        deny=_deny(more_to_undo(verdict)),
        hold=_more_hold(holders_to_reopen(verdict)),
    )


def stays_unless_judged(verdict: Verdict, confirm: int | None, deny: int) -> Say:
    """So many more confirm a claim, or deny it; or else a side gives way."""
    if confirm is None:
        return say(
            "Stays addressed while %(side)s, unless %(deny)s; then its replies decide again.",
            side=_side_denies(verdict.rejected_by),
            deny=_deny(deny),
        )
    confirmed = say_many("%(num)d more confirms it", "%(num)d more confirm it", confirm)
    return say(
        "Stays addressed unless at least %(confirm)s, which resolves it, or %(deny)s; then its replies decide again.",
        confirm=confirmed,
        deny=_deny(deny),
    )


def _deny(number: int) -> Say:
    return say_many("%(num)d more denies it", "%(num)d more deny it", number)


def _more_hold(number: int) -> Say:
    return say_many("%(num)d more holds this point", "%(num)d more hold this point", number)
