"""Two threads that link to each other, whatever anybody can do to them, and what a visitor sees of them."""

from __future__ import annotations

import re

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.actions import accounts, curation
from deliberate.actions.accepting import accept_reply, take_back
from deliberate.actions.curation import Mandate
from deliberate.actions.flagging import flag_post
from deliberate.actions.posting import Aim, Draft, edit_post, post_message
from deliberate.actions.revising import NewRevision, judge_claim, revise, withdraw_judgement
from deliberate.actions.voting import cast_vote, keep_vote, withdraw_vote
from deliberate.actions.whereabouts import answer_where, say_where, take_back_where
from deliberate.actions.withdrawing import put_back, take_over, withdraw_post
from deliberate.domain.arranging import Refusal
from deliberate.domain.engine.assessment import Rules
from deliberate.domain.labels import Ground, Label, Polarity
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Role
from deliberate.domain.places import OnPassage, OnPost
from deliberate.domain.posts import PostWords
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.models import Choice, FlagReason, Link, LogEntry, Post, Proposal, Revision, WorkRow, now
from deliberate.tools.rules import adopt_rules
from deliberate.upkeep.evaluating import evaluate
from tests import conftest
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory


def mandate(cast: Cast, post: Post | None = None) -> Mandate:
    return Mandate(cast.mo, "It is clearer so.", post.version if post else None)


def about(cast: Cast, version: int | None) -> Mandate:
    """Of a proposal, a revision or a profile text."""
    return Mandate(cast.mo, "It is clearer so.", version)


def version(session: Session, proposal: Proposal) -> int:
    return session.scalars(select(Proposal.version).where(Proposal.id == proposal.id)).one()


# What is done, with which post, and with which other or by whom.
Step = tuple[str, int, int]

# What a visitor can see of a proposal.
PAGES = (
    "/proposals/{slug}",
    "/proposals/{slug}/passages/first",
    "/proposals/{slug}/map",
    "/proposals/{slug}/map.json",
    "/proposals/{slug}/opinions",
    "/proposals/{slug}/history",
    "/proposals/{slug}/log",
    "/proposals/{slug}/export.json",
    "/proposals/{slug}/document.md",
)


class Thread:
    """Two proposals that link to each other, whatever anybody can do to them, and what a visitor sees of them."""

    def __init__(self, session: Session, cast: Cast) -> None:
        self.session, self.cast = session, cast
        self.proposals = [ProposalFactory(owner=cast.ada) for _ in range(2)]
        self.posts: list[int] = []
        for one in self.proposals:
            objection = PostFactory(proposal=one, anchor="first", author=cast.ben, ground=Ground.COST)
            safeguard = PostFactory(parent=objection, label=Label.SAFEGUARD, author=cast.ada)
            twin = PostFactory(proposal=one, anchor="second", author=cast.mo)
            self.posts += [objection.id, safeguard.id, twin.id]
        parks, roads = self.posts[:3], self.posts[3:]
        session.add(Link(from_post_id=parks[0], to_post_id=roads[0], polarity=Polarity.SUPPORT))
        passage = {"to_proposal_id": self.proposals[0].id, "to_anchor": "first"}
        session.add(Link(from_post_id=roads[1], polarity=Polarity.ATTACK, **passage))
        session.commit()
        for one in self.proposals:
            evaluate(session, one)
        session.commit()

    def do(self, what: str, which: int, other: int) -> None:
        """Refused or not, or with no effect."""
        session, cast = self.session, self.cast
        session.rollback()
        session.expire_all()
        post = session.get_one(Post, self.posts[which % len(self.posts)])
        target = self.posts[other % len(self.posts)]
        person = (cast.ben, cast.ada, cast.mo)[other % 3]
        choice = list(Choice)[other % 3]
        try:
            match what:
                case "reply":
                    label = (Label.REBUTTAL, Label.SAFEGUARD, Label.CONCESSION, Label.QUESTION)[other % 4]
                    aim = Aim(post.proposal_id, OnPost(post.id))
                    self.posts += [
                        one.id for one in post_message(session, person, aim, [Draft(label, PostWords("So."))])
                    ]
                case "vote":
                    cast_vote(session, person, post.id, choice)
                case "keep":
                    keep_vote(session, person, post.id)
                case "withdraw":
                    withdraw_vote(session, person, post.id)
                case "edit":
                    words = PostWords(post.body if other % 2 else f"{post.body} And more.")
                    edit_post(session, post.author, post.id, post.version, words, list(Ground)[other % 2])
                case "flag":
                    flag_post(session, person, post.id, FlagReason.SPAM)
                case "accept":
                    accept_reply(session, person, post.id)
                case "take back":
                    take_back(session, person, post.id)
                case "revise":
                    text = [Passage("first", PassageKind.PARAGRAPH, 0, f"Parks for {other} people.")]
                    new = NewRevision(text, "Fewer.", post.proposal.revision, [post.id])
                    revise(session, post.proposal.owner, post.proposal_id, new, hold=bool(other % 2))
                case "judge":
                    judge_claim(session, person, post.id, bool(other % 2))
                case "say nothing":
                    withdraw_judgement(session, person, post.id)
                case "say where":
                    say_where(session, post.heir or post.author, post.id, (None, "first", "second")[other % 3])
                case "take back where":
                    take_back_where(session, post.heir or post.author, post.id)
                case "answer where":
                    answer_where(session, post.proposal.owner, post.id, bool(other % 2))
                case "decide where":
                    place = (post.place, OnPassage("first"), OnPassage("second@1"))[other % 3]
                    curation.decide_where(session, mandate(cast, post), post.id, place)
                case "merge":
                    curation.merge_posts(session, mandate(cast, post), post.id, target)
                case "move":
                    curation.move_post(session, mandate(cast, post), post.id, OnPassage("first"))
                case "relabel":
                    curation.relabel_post(
                        session, mandate(cast, post), post.id, (Label.CONDITION, Label.QUESTION)[other % 2]
                    )
                case "hide":
                    curation.hide_post(session, mandate(cast, post), post.id)
                case "restore":
                    curation.restore_post(session, mandate(cast, post), post.id)
                case "approve":
                    curation.approve_post(session, mandate(cast, post), post.id)
                case "dismiss":
                    curation.dismiss_flags(session, mandate(cast, post), post.id)
                case "lock":
                    curation.lock_thread(session, mandate(cast), post.proposal_id)
                case "unlock":
                    curation.unlock_thread(session, mandate(cast), post.proposal_id)
                case "take back a post":
                    withdraw_post(session, post.heir or post.author, post.id)
                case "put back":
                    put_back(session, post.author, post.id, hold=not other % 3)
                case "take over":
                    take_over(session, person, post.id)
                case "hide proposal":
                    curation.hide_proposal(session, about(cast, post.proposal.revision), post.proposal_id)
                case "restore proposal":
                    curation.restore_proposal(session, about(cast, post.proposal.revision), post.proposal_id)
                case "approve proposal":
                    curation.approve_proposal(session, about(cast, post.proposal.revision), post.proposal_id)
                case "decide on revision":
                    decide = (curation.approve_revision, curation.hide_revision)[other % 2]
                    waiting = select(Revision.id).where(Revision.state != State.VISIBLE)
                    if revision := session.scalars(waiting.order_by(Revision.id.desc())).first():
                        decide(session, about(cast, None), revision)
                case "decide on profile":
                    acts = (curation.hide_profile, curation.restore_profile, curation.approve_profile)
                    acts[other % 3](session, about(cast, person.about_version), person.id)
                case "undo":
                    entries = session.scalars(select(LogEntry.id).order_by(LogEntry.id.desc()).limit(3)).all()
                    if entries:
                        curation.undo(session, mandate(cast), entries[other % len(entries)])
                case "work":
                    session.execute(update(WorkRow).values(due=now()))  # however little time has passed since
                    session.commit()
                    jobs.run_due(session)
                case "rules":
                    adopt_rules(session, Rules(quorum=1 + other % 3))
                case "person":
                    accounts.set_about(session, person, f"About {other}.", hold=bool(other % 2))
                    accounts.set_role(session, cast.ben, (Role.MEMBER, Role.MODERATOR)[other % 2])
                case "look":
                    moderator = cast.browser(cast.mo)
                    moderator.get(f"/moderation/posts/{post.id}/hide")
                    moderator.get(f"/moderation/posts/{post.id}/merge?to=post+{target}")
        except Refusal:
            session.rollback()

    def raised_by(self, step: Step) -> list[bool]:
        """Of each proposal, whether its version is a higher one after the step."""
        before = self._versions()
        self.do(*step)
        self.session.rollback()
        return [now > then for then, now in zip(before, self._versions(), strict=True)]

    def _versions(self) -> list[int]:
        return [version(self.session, one) for one in self.proposals]

    def seen(self, which: int) -> list[bytes]:
        """What a visitor is sent who looks at all of one proposal."""
        proposal = self.proposals[which]
        of_posts = select(Post.id).where(Post.proposal_id == proposal.id).order_by(Post.id)
        posts = [f"/posts/{id}" for id in self.session.scalars(of_posts)]
        pages = (self.cast.visitor.get(page.format(slug=proposal.slug)).data for page in (*PAGES, *posts))
        return [re.sub(rb'name="csrf_token" value="[^"]*"', b"", page) for page in pages]


ACTS = (
    *("reply", "vote", "keep", "withdraw", "edit", "flag", "accept", "take back", "revise", "judge", "say nothing"),
    *("say where", "take back where", "answer where", "decide where"),
    *("merge", "move", "relabel", "hide", "restore", "approve", "dismiss", "lock", "unlock", "undo"),
    *("take back a post", "put back", "take over", "hide proposal", "restore proposal", "approve proposal"),
    *("decide on revision", "decide on profile"),
    *("work", "rules", "person", "look"),
)
# What visitors never see, whatever comes of it.
UNSEEN = {"flag", "person", "look", "decide on profile"}


def watch(session: Session, cast: Cast, steps: list[Step]) -> None:
    """After each step, of each proposal, either the version is a higher one or a visitor sees the same bytes.

    Looking takes far longer than doing, so the steps are done twice: once to know of what the version stays.
    """
    thread = _afresh(session, cast)
    raised = [thread.raised_by(step) for step in steps]
    thread, seen = _afresh(session, cast), {}
    for step, does_rise in zip(steps, raised, strict=True):
        assert step[0] not in UNSEEN or not any(does_rise), step
        for which, rises in enumerate(does_rise):
            if rises:
                seen.pop(which, None)
            elif which not in seen:
                seen[which] = thread.seen(which)
        assert thread.raised_by(step) == does_rise, "the same again"
        for which, bytes_then in seen.items():
            assert thread.seen(which) == bytes_then, (step, which)


def _afresh(session: Session, cast: Cast) -> Thread:
    session.rollback()
    session.expunge_all()
    conftest._empty()
    return Thread(session, Cast(cast.app, session))
