"""Finding opinion groups and the scores of posts in the votes of a proposal, and storing what was found."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from sqlalchemy import Select, delete, insert, or_, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.acceptance import Side, beyond_chance, quorum_for, side_rejects
from deliberate.domain.engine.assessment import Forum, Rules
from deliberate.domain.graph import Graph
from deliberate.domain.opinions.ballots import VoteTable
from deliberate.domain.opinions.bridging import Bridging, bridge
from deliberate.domain.opinions.descriptions import CommonGround, Typical
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED, Votes, tell
from deliberate.domain.opinions.groups import Earlier, Opinions, find_groups
from deliberate.domain.opinions.perspectives import perspectives
from deliberate.domain.opinions.stability import Agreement
from deliberate.domain.opinions.statistics import Tallies
from deliberate.domain.opinions.thresholds import MIN_PEOPLE
from deliberate.domain.statuses import Cause
from deliberate.models import OpinionReport, Placing, Post, PostScore, Proposal, now
from deliberate.queries.claims import load_claims
from deliberate.queries.graphs import load_graph
from deliberate.queries.rules import load_rules
from deliberate.queries.votes import votes_in
from deliberate.upkeep.evaluating import reevaluate
from deliberate.upkeep.keeping import keep_all
from deliberate.upkeep.transaction import lock_proposal, snapshot, transaction

# The plot shows how many people are in each cell of so many on a side, not where each one is.
_CELLS = 40
_NO_VOTES = Opinions((), "Nobody has voted yet.", None, False, False, (), np.empty((0, 2)), (), (), {}, {}, {})
# Who usually disagree cannot be told among few people.
_NO_BRIDGES = Bridging({}, {}, 0.0)


def compute_opinions(session: Session, proposal_id: int) -> bool:
    """Whether there was anything new to compute.

    It computes outside of the transaction that stores, so that nobody waits for it; what was computed from older votes
    never replaces what was computed from newer ones.
    """
    with snapshot(session):
        version = session.scalars(select(Proposal.votes_version).where(Proposal.id == proposal_id)).one()
        if _is_stored(session, proposal_id, version):
            return False
        graph = load_graph(session, proposal_id)
        forum = session.get_one(Proposal, proposal_id).forum()
        rules = load_rules(session)
        votes = votes_in(session, proposal_id, graph)
        earlier = _earlier(session, proposal_id)
    opinions = find_groups(votes, earlier) if len(votes.value) else _NO_VOTES
    totals = _totals(votes)
    seen = _by_groups(totals, opinions, graph, forum, rules)
    scores = bridge(votes) if len(votes.people) >= MIN_PEOPLE else _NO_BRIDGES
    with transaction(session):
        proposal = lock_proposal(session, proposal_id)
        if _is_stored(session, proposal_id, version):
            return False
        before = _sides(session, proposal), quorum_for(proposal.crowd)
        _store(session, proposal_id, version, votes, opinions, scores, seen, totals, earlier)
        proposal.crowd = proposal.carried_crowd + len(votes.people)
        if before != (_sides(session, proposal), quorum_for(proposal.crowd)):
            reevaluate(session, proposal, Cause.GROUPS)
        else:
            keep_all(session, proposal, load_graph(session, proposal_id))
        proposal.version += 1
    return True


def _sides(session: Session, proposal: Proposal) -> tuple[set[tuple[int, bool, bool]], list[Side | None]]:
    """The posts that an opinion group rejects or accepts, and who rejects the claims of revisions."""
    here = PostScore.post_id.in_(_posts_of(proposal.id)) & or_(PostScore.rejected, PostScore.favoured)
    rows = session.execute(select(PostScore.post_id, PostScore.rejected, PostScore.favoured).where(here))
    posts = {(post, rejected, favoured) for post, rejected, favoured in rows}
    return posts, [claim.rejected_by for _, claim in load_claims(session, Post.proposal_id == proposal.id)]


def _posts_of(proposal_id: int) -> Select[int]:
    return select(Post.id).where(Post.proposal_id == proposal_id)


def _earlier(session: Session, proposal_id: int) -> Earlier:
    columns = (Placing.person_id, Placing.x, Placing.y, Placing.last_group)
    rows = session.execute(select(*columns).where(Placing.proposal_id == proposal_id)).all()
    return Earlier(
        group={person: last for person, _, _, last in rows if last is not None},
        place={person: (x, y) for person, x, y, _ in rows if x is not None and y is not None},
    )


def _is_stored(session: Session, proposal_id: int, version: int) -> bool:
    """Whether there are findings from these votes or from newer ones."""
    stored = session.scalar(select(OpinionReport.version).where(OpinionReport.proposal_id == proposal_id))
    return stored is not None and stored >= version


def _store(
    session: Session,
    proposal_id: int,
    version: int,
    votes: VoteTable,
    opinions: Opinions,
    scores: Bridging,
    seen: dict[int, dict[str, Any]],
    totals: dict[int, Votes],
    earlier: Earlier,
) -> None:
    session.merge(
        OpinionReport(proposal_id=proposal_id, version=version, computed=now(), report=_report(votes, totals, opinions))
    )
    session.execute(delete(Placing).where(Placing.proposal_id == proposal_id))
    session.execute(delete(PostScore).where(PostScore.post_id.in_(_posts_of(proposal_id))))
    group_of = {person: group.number for group in opinions.groups for person in group.people}
    place = dict(zip(opinions.placed, opinions.places.tolist(), strict=True))
    placings = [
        {
            "proposal_id": proposal_id,
            "person_id": person,
            "x": x,
            "y": y,
            "group": group_of.get(person),
            "last_group": group_of.get(person, earlier.group.get(person)),
        }
        for person in sorted(place.keys() | earlier.group.keys())
        for x, y in [place.get(person, (None, None))]
    ]
    by_groups = [(post, votes) for (_, post), votes in opinions.counts.items() if sum(votes) >= MIN_DESCRIBED]
    rejected = {post for post, (agree, _, disagree) in by_groups if side_rejects(agree, disagree)}
    favoured = {post for post, (agree, _, disagree) in by_groups if beyond_chance(agree, disagree)}
    posts = [
        {
            "post_id": post,
            "consensus": opinions.consensus.get(post),
            "bridging": scores.intercept.get(post),
            "extremity": opinions.extremity.get(post, 0.0),
            "rejected": post in rejected,
            "favoured": post in favoured,
            "by_group": seen.get(post),
        }
        for post in votes.posts
    ]
    for table, rows in ((Placing, placings), (PostScore, posts)):
        if rows:
            session.execute(insert(table), rows)


def _by_groups(
    totals: dict[int, Votes], opinions: Opinions, graph: Graph, forum: Forum, rules: Rules
) -> dict[int, dict[str, Any]]:
    """By post how each group sees it, as far as that can be told of them (`PostScore.by_group`)."""
    counts: dict[int, dict[int, Votes]] = {}
    for (number, post), counted in opinions.counts.items():
        counts.setdefault(post, {})[number] = counted
    told = {post: tell(of_groups, totals[post]) for post, of_groups in counts.items()}
    found = {}
    for group in opinions.groups:
        theirs = {post: some[group.number].about for post, some in told.items() if group.number in some}
        found[group.number] = perspectives(graph, theirs, forum, rules)
    return {
        post: {
            "totals": totals[post],
            "groups": [
                [number, some.shares, round(seen.standing, 4) if seen.standing is not None else None, seen.status]
                for number, some in sorted(of_groups.items())
                for seen in [found[number][post]]
            ],
        }
        for post, of_groups in told.items()
        if of_groups
    }


def _totals(votes: VoteTable) -> dict[int, Votes]:
    everybody = Tallies.of_everybody(votes)
    columns = (everybody.agree[0].tolist(), everybody.passes[0].tolist(), everybody.disagree[0].tolist())
    return dict(zip(map(int, votes.posts), zip(*columns, strict=True), strict=True))


def _report(votes: VoteTable, totals: dict[int, Votes], opinions: Opinions) -> dict[str, Any]:
    """What everybody may read: no names, no single votes. The counts are made into shares where they are read."""
    listed = {typical.post for group in opinions.groups for typical in group.typical}
    listed |= {statement.post for statement in opinions.common_ground} | set(opinions.division)
    counts: dict[str, dict[str, list[int]]] = {}
    for (group, post), (agree, passes, disagree) in opinions.counts.items():
        if post in listed:
            counts.setdefault(str(post), {})[str(group)] = [agree, passes, disagree]
    return {
        "why_none": opinions.why_none,
        "agreement": _agreement(opinions.agreement),
        "some_apart": opinions.some_apart,
        "has_gap": opinions.has_gap,
        "people": len(opinions.placed),
        "voters": len(votes.people),
        "posts": len(votes.posts),
        "votes": len(votes.value),
        "groups": [
            {
                "number": group.number,
                "size": len(group.people),
                "typical": [_said(statement) for statement in group.typical],
            }
            for group in opinions.groups
        ],
        "common_ground": [_said(statement) for statement in opinions.common_ground],
        "division": list(opinions.division),
        "counts": counts,
        "totals": {str(post): list(counted) for post, counted in totals.items() if post in listed},
        **_plot(opinions),
    }


def _agreement(agreement: Agreement | None) -> dict[str, str] | None:
    """As it is told, which rounding must not make enough or too little."""
    return {"found": agreement.found_down, "by_chance": agreement.chance_up} if agreement else None


def _said(statement: Typical | CommonGround) -> dict[str, Any]:
    return {"post": statement.post, "agrees": statement.agrees, "score": statement.score}


def _plot(opinions: Opinions) -> dict[str, Any]:
    """How many people of each group are in each cell of the plane.

    Cells are given from -1 to 1; `scale` says which places became -1 and 1, in round numbers, so that it does not tell
    where exactly the outermost people are.
    """
    if not len(opinions.places):
        return {"dots": [], "scale": {"x": [-1.0, 1.0], "y": [-1.0, 1.0]}}
    least, most = opinions.places.min(axis=0), opinions.places.max(axis=0)
    step = 10.0 ** (np.floor(np.log10(np.maximum(most - least, 1e-6))) - 1)
    least, most = (np.floor(least / step) - 1) * step, (np.ceil(most / step) + 1) * step
    cells = ((opinions.places - least) / (most - least) * _CELLS).astype(int)
    group_of = {person: group.number for group in opinions.groups for person in group.people}
    counted = Counter(
        (x, y, group_of.get(person)) for person, (x, y) in zip(opinions.placed, cells.tolist(), strict=True)
    )
    dots = [[_middle(x), _middle(y), number, people] for (x, y, number), people in counted.items()]
    return {"dots": dots, "scale": {axis: [float(least[i]), float(most[i])] for i, axis in enumerate("xy")}}


def _middle(cell: int) -> float:
    return round((2 * cell + 1) / _CELLS - 1, 4)
