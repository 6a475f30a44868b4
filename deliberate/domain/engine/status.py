"""What became of an objection, condition or question (`findings`), why, and what would change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from deliberate.domain.engine import claims, reasons
from deliberate.domain.engine.acceptance import (
    Verdict,
    beyond_chance,
    more_to_accept,
    more_to_undo,
    quorum_for,
    surely_least,
)
from deliberate.domain.engine.findings import Case, Findings
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.verdicts import deals_with
from deliberate.domain.graph import Graph
from deliberate.domain.labels import RAISES_AN_ISSUE, Label, rule
from deliberate.domain.nodes import Claim, Node
from deliberate.domain.statuses import Status
from deliberate.domain.words import Say, say, say_many

# What each status means, in the words of the help page.
REASONS = {
    Status.OPEN: say("Nobody has answered this yet."),
    Status.CONTESTED: say("It has replies, but none that is accepted."),
    Status.ANSWERED: say("Enough people accept a reply that deals with it, or the person who raised it does."),
    Status.CONCEDED: say("It has been granted that this point is right."),
    Status.ADDRESSED: say("A revision claims to deal with it; that is not confirmed yet."),
    Status.RESOLVED: say("Confirmed as dealt with."),
}


@dataclass(frozen=True)
class Ruling:
    """A status with its reason and what would change it, each in a sentence for readers, and the posts that it rests
    on. `narrow`: what would change it is one person's vote, or word on a claim. `few_share`: it is open or contested,
    and most do not share it."""

    status: Status
    reason: Say
    change: Say
    because: tuple[int, ...] = ()
    narrow: bool = False
    few_share: bool = False


@dataclass(frozen=True)
class Refutation:
    """Why a reply that raises no issue counts for nothing, what would change that, and the accepted posts that defeat
    it. `narrow` as of a ruling."""

    reason: Say
    change: Say
    because: tuple[int, ...]
    narrow: bool


class Judge(Findings):
    """Findings with their reasons."""

    def ruling(self, post: int) -> Ruling | None:
        """None for a post that raises no issue."""
        case = self.case(post)
        if case is None:
            return None
        if case.claim is not None and case.status in (Status.RESOLVED, Status.ADDRESSED):
            return self._by_claim(case, case.claim)
        ruling = self._by_replies(case)
        if case.claim is not None:
            ruling = self._despite(case, case.claim, ruling)
        return self._shared_by_few(case.point, ruling) if self.few_share(case) else ruling

    def refutation(self, post: int) -> Refutation | None:
        """None for a post that is not refuted."""
        node = self.graph.nodes[post]
        defeating = self._defeating([node]) if node.is_refuted else ()
        if not defeating:
            return None
        verdicts = [self.verdicts.on_reply(id, post) for id in defeating]
        firmest = _firmest(verdicts)
        why = say("An accepted reply defeats it. %(why)s", why=reasons.accepted(firmest))
        return Refutation(why, reasons.stays_refuted(verdicts), defeating, more_to_undo(firmest) == 1)

    def _by_claim(self, case: Case, claim: Claim) -> Ruling:
        verdict = claims.verdict(claim, case.point.holders, self.quorum)
        judged = reasons.judged(claim, verdict)
        if case.status is Status.RESOLVED:
            by_raiser = say(
                "The person who raised it confirms that revision %(revision)d deals with it.", revision=claim.revision
            )
            reason = by_raiser if verdict.is_raisers else judged
            narrow = more_to_undo(verdict) == 1
            return Ruling(Status.RESOLVED, reason, reasons.stays_unless_denied(verdict), narrow=narrow)
        so_far = judged if claim.holds + claim.fails else say("Nobody has confirmed that yet.")
        reason = say("Revision %(revision)d claims to deal with it. %(so_far)s", revision=claim.revision, so_far=so_far)
        confirm = more_to_accept(verdict)
        deny = claims.more_to_deny(claim, case.point.holders, self.quorum)
        change = reasons.stays_unless_judged(verdict, confirm, deny)
        return Ruling(Status.ADDRESSED, reason, change, narrow=1 in (confirm, deny))

    def _despite(self, case: Case, claim: Claim, ruling: Ruling) -> Ruling:
        """As the replies have it, since a claim is denied."""
        more = claims.more_to_stand(claim, case.point.holders, self.quorum)
        stands = say_many(
            "%(change)s The claim stands again once %(num)d more confirms it.",
            "%(change)s The claim stands again once %(num)d more confirm it.",
            more,
            change=ruling.change,
        )
        reason = {
            Status.OPEN: reasons.denied(claim),
            Status.CONTESTED: say("%(denied)s %(reason)s", denied=reasons.denied(claim), reason=ruling.reason),
        }.get(case.status, ruling.reason)
        return replace(ruling, reason=reason, change=stands, narrow=ruling.narrow or more == 1)

    def _by_replies(self, case: Case) -> Ruling:
        granted = case.by_owner or case.granting
        if granted and case.meeting:
            met = self._decided(case, say("Granted, and met by a safeguard."), case.meeting)
            return replace(met, because=_ids([*case.meeting, *granted]))
        match case.status:
            case Status.CONCEDED if case.by_owner:
                return self._conceded_by_owner(case)
            case Status.CONCEDED:
                return self._decided(case, say("A reply grants this point."), case.granting)
            case Status.ANSWERED:
                return self._answered(case)
            case Status.CONTESTED:
                return self._contested(case)
            case _:
                return self._open(case)

    def _conceded_by_owner(self, case: Case) -> Ruling:
        refused = all(verdict.is_refused for verdict in self._verdicts(case, case.by_owner))
        reason = (
            say("The proposal's author grants this point, though those who voted on that reject it.")
            if refused
            else say("The proposal's author grants this point.")
        )
        is_condition = case.point.label is Label.CONDITION
        safeguards = [reply for reply in case.replies if is_condition and reply.label is Label.SAFEGUARD]
        fewest = _fewest(self._pending(case, safeguards))
        change = (
            say("The author granted it; votes do not change that.")
            if fewest is None
            else say_many(
                "Stays conceded unless at least %(num)d more accepts a safeguard.",
                "Stays conceded unless at least %(num)d more accept a safeguard.",
                fewest,
            )
        )
        return Ruling(Status.CONCEDED, reason, change, _ids(case.by_owner), fewest == 1)

    def _answered(self, case: Case) -> Ruling:
        post = case.point.id
        content = [reply for reply in case.answering if self.verdicts.on_reply(reply.id, post).is_raisers]
        if content:
            ruling = self._decided(case, say("The person who raised it says that this answers it."), content)
            of_all = self._verdicts(case, case.answering)
            change = reasons.stays_unless_undone(Status.ANSWERED.word, of_all)
            return replace(ruling, change=change, narrow=more_to_undo(_firmest(of_all)) == 1)
        refuted = all(rule(reply.label).refutes for reply in case.answering)
        what = say("A reply refutes it.") if refuted else say("A reply deals with it.")
        return self._decided(case, what, case.answering)

    def _decided(self, case: Case, what: Say, replies: list[Node]) -> Ruling:
        """By these replies; the numbers are those of the one that it takes most to undo."""
        verdicts = self._verdicts(case, replies)
        firmest = _firmest(verdicts)
        reason = say("%(what)s %(why)s", what=what, why=reasons.accepted(firmest)) if firmest.by_voters else what
        change = reasons.stays_unless_undone(case.status.word, verdicts)
        return Ruling(case.status, reason, change, _ids(replies), more_to_undo(firmest) == 1)

    def _contested(self, case: Case) -> Ruling:
        return self._undecided(case, lambda why: say("It has replies, but none is accepted. %(why)s", why=why))

    def _open(self, case: Case) -> Ruling:
        if not case.concessions:
            # What is said for it, or beside it, deals with nothing.
            is_replied_to = bool(self.graph.acting(case.point.id))
            change = (
                say("Stays open until somebody replies with something that deals with it.")
                if is_replied_to
                else say("Stays open until somebody replies.")
            )
            return self._waiting(case, REASONS[Status.OPEN], change)
        return self._undecided(
            case,
            lambda why: say("Nobody has answered this yet. A reply grants it, but is not accepted. %(why)s", why=why),
        )

    def _undecided(self, case: Case, because_of: Callable[[Say], Say]) -> Ruling:
        """It has replies or is granted, but nothing of that decides. `because_of` says it where none is accepted."""
        either = [*case.replies, *case.concessions]
        accepted = [reply for reply in either if self._accepted(reply, case.point.id)]
        if any(reply.extent is Extent.UNDECIDED for reply in accepted):
            reason, because = say("Accepted posts attack each other in a circle, so none decides it."), _ids(accepted)
        elif accepted:
            reason = say("A reply was accepted, but an accepted post defeats that reply.")
            because = (*_ids(accepted), *self._defeating(accepted))
        else:
            nearest = min(self._verdicts(case, either), key=_distance)
            reason, because = because_of(reasons.not_yet(nearest, of_several=len(either) > 1)), _ids(either)
        otherwise = say("Stays open while accepted posts defeat the replies to it.")
        return self._waiting(case, reason, otherwise, because)

    def _waiting(self, case: Case, reason: Say, otherwise: Say, because: tuple[int, ...] = ()) -> Ruling:
        """For a reply to be accepted; `otherwise` is what it stays open for where none could decide."""
        pending = self._pending(case, [*case.replies, *case.concessions])
        fewest = _fewest(pending)
        change = reasons.stays_unless_accepted(pending, fewest) if pending else otherwise
        return Ruling(case.status, reason, change, because, fewest == 1)

    def _shared_by_few(self, point: Node, ruling: Ruling) -> Ruling:
        more = surely_least(lambda more: not beyond_chance(point.disagree, point.agree + more))
        few = reasons.shared_by_few(point, self.crowd, quorum_for(self.crowd, self.quorum), self.quorum)
        reason = say("%(few)s %(reason)s", few=few, reason=ruling.reason)
        change = say("%(change)s %(unless)s", change=ruling.change, unless=reasons.shared_again(more))
        return replace(ruling, reason=reason, change=change, narrow=ruling.narrow or more == 1, few_share=True)

    def _verdicts(self, case: Case, replies: Iterable[Node]) -> list[Verdict]:
        return [self.verdicts.on_reply(reply.id, case.point.id) for reply in replies]

    def _pending(self, case: Case, replies: Iterable[Node]) -> list[Verdict]:
        """On those that would decide if they were accepted: nothing defeats them."""
        undefeated = [reply for reply in replies if reply.extent is Extent.IN]
        return [verdict for verdict in self._verdicts(case, undefeated) if not verdict.is_accepted]


def _firmest(verdicts: Iterable[Verdict]) -> Verdict:
    """The one that it takes most to undo."""
    return max(verdicts, key=lambda verdict: (more_to_undo(verdict), verdict.in_favour, verdict.disagree))


def _fewest(verdicts: Iterable[Verdict]) -> int | None:
    """How many more it takes to accept one of them; None where no number does it."""
    return min((more for verdict in verdicts if (more := more_to_accept(verdict)) is not None), default=None)


def _distance(verdict: Verdict) -> tuple[bool, int, int, int, str]:
    """How far it is from accepted; the rest, so that the order of replies decides nothing."""
    more = more_to_accept(verdict)
    return more is None, more or 0, -verdict.in_favour, verdict.disagree, verdict.rejected_by or ""


def point_of(graph: Graph, reply: int) -> Node | None:
    """The objection, condition or question that a post replies to and deals with; None if it does neither, or if what
    it replies to was not read."""
    node = graph.nodes[reply]
    above = graph.parent(node)
    point = None if above is None else graph.nodes.get(above)
    if point is None or point.label not in RAISES_AN_ISSUE:
        return None
    return point if deals_with(point, node, node.polarity) else None


def _ids(nodes: Iterable[Node]) -> tuple[int, ...]:
    return tuple(node.id for node in nodes)
