"""A Polis conversation, made up or real, as a proposal: a post for each comment, a person for each participant, and
their votes."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.engine import vote_tables
from deliberate.models import Choice, Message, Passage, Person, Post, Proposal, Revision, Vote
from tests import planted_polis, real

PLANTED = tuple(planted_polis.CONVERSATIONS)
REAL = ("canadian-electoral-reform", "scoop-hivemind.taxes")
_CHOICES = {1: Choice.AGREE, 0: Choice.PASS, -1: Choice.DISAGREE}


def over_conversations(*names: str) -> list[object]:
    """Cases of a test; those that are real are marked as such."""
    return [pytest.param(name, marks=[pytest.mark.real_votes] if name in REAL else []) for name in names]


def votes_of(conversation: str) -> vote_tables.VoteFile:
    """The votes, and the groups that Polis published."""
    return vote_tables.read(_file(conversation, "participants-votes.csv"))


def load(session: Session, conversation: str, slug: str = "polis") -> Proposal:
    """Writes the conversation through the models and commits. Participants are called 'Participant 12'; what Polis'
    moderators rejected is hidden."""
    votes = votes_of(conversation).votes
    comments = _comments(conversation)
    people = _people(session, {*votes.people, *(author for _, author, _ in comments.values())})
    proposal = _proposal(session, conversation, slug, people[min(people)])
    posts = {
        comment: _post(session, proposal, people[author], body, is_visible)
        for comment, (body, author, is_visible) in comments.items()
    }
    session.flush()
    cast = [
        {
            "post_id": posts[comment].id,
            "person_id": people[person].id,
            "choice": _CHOICES[value],
            "label": Label.SUPPORT,
            "wording": 1,
            "place": "proposal",
        }
        for comment, person, value in zip(
            (votes.posts[at] for at in votes.post.tolist()),
            (votes.people[at] for at in votes.person.tolist()),
            votes.value.tolist(),
            strict=True,
        )
        if comment in posts
    ]
    session.execute(insert(Vote), cast)
    _count(session, proposal)
    proposal.votes_version = len(cast)
    session.commit()
    return proposal


def compare(session: Session, proposal: Proposal) -> None:
    """What the worker does after votes have changed."""
    from deliberate.actions.opinions import compute_opinions

    compute_opinions(session, proposal.id)


def _file(conversation: str, name: str) -> str:
    """The test fails if a real one is missing."""
    if conversation in PLANTED:
        return planted_polis.files(conversation)[name]
    file = real.folder("real_votes") / conversation / name
    if not file.is_file():
        pytest.fail(f"the real votes are not all there: {file} is missing")
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()


def _comments(conversation: str) -> dict[int, tuple[str, int, bool]]:
    """Body, author and whether Polis showed it, by the comment's number."""
    rows = csv.DictReader(StringIO(_file(conversation, "comments.csv")))
    return {
        int(row["comment-id"]): (row["comment-body"], int(row["author-id"]), row["moderated"] != "-1")
        for row in sorted(rows, key=lambda row: int(row["comment-id"]))
    }


def _people(session: Session, numbers: set[int]) -> dict[int, Person]:
    """Those of a second conversation are the same people."""
    known = {person.name: person for person in session.scalars(select(Person))}
    people = {
        number: known.get(name) or Person(name=name, name_key=name.casefold(), trusted=True)
        for number in sorted(numbers)
        for name in [f"Participant {number}"]
    }
    session.add_all(people.values())
    session.flush()
    return people


def _proposal(session: Session, conversation: str, slug: str, owner: Person) -> Proposal:
    summary = csv.reader(StringIO(_file(conversation, "summary.csv")))
    title = dict(row[:2] for row in summary if len(row) > 1)["topic"]
    text = "What should be done, and why?"
    proposal = Proposal(slug=slug, title=title, summary="A conversation that was held on Polis.", owner_id=owner.id)
    session.add(proposal)
    session.flush()
    passage = Passage(position=0, anchor="question", kind=PassageKind.PARAGRAPH, level=0, text=text)
    session.add(Revision(proposal_id=proposal.id, author_id=owner.id, number=1, passages=[passage]))
    return proposal


def _post(session: Session, proposal: Proposal, author: Person, body: str, is_visible: bool) -> Post:
    message = Message(proposal_id=proposal.id, author_id=author.id)
    session.add(message)
    session.flush()
    post = Post(
        proposal_id=proposal.id,
        message_id=message.id,
        author_id=author.id,
        label=Label.SUPPORT,
        body=body,
        state=State.VISIBLE if is_visible else State.HIDDEN,
    )
    session.add(post)
    return post


def _count(session: Session, proposal: Proposal) -> None:
    others = Vote.person_id != Post.author_id

    def number(*which: object) -> object:
        counted = select(func.count()).select_from(Vote).where(Vote.post_id == Post.id, others, *which)
        return counted.correlate(Post).scalar_subquery()

    session.execute(
        update(Post)
        .where(Post.proposal_id == proposal.id)
        .values(
            agree=number(Vote.choice == Choice.AGREE),
            passes=number(Vote.choice == Choice.PASS),
            disagree=number(Vote.choice == Choice.DISAGREE),
        )
        .execution_options(synchronize_session=False)
    )
