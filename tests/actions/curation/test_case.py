"""What holds for all acts of moderators: logged with a reason, refused to others and to who comes late."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.actions.curation.case import curate
from deliberate.actions.posting import Outdated
from deliberate.domain.arranging import Refusal
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.extensions import db
from deliberate.models import LogEntry, Person, Proposal
from tests.actions.curation.moderating import ACTS, OF_POSTS, mandate, picture, prepared
from tests.cast import Cast
from tests.factories import PostFactory
from tests.patience import PATIENCE


@pytest.mark.parametrize("act", ACTS)
def test_ben_is_refused_beside_mo_who_is_logged(session: Session, cast: Cast, proposal: Proposal, act: Act) -> None:
    post, other = prepared(session, proposal, cast, act)
    with pytest.raises(Refusal, match="Only moderators"):
        ACTS[act](session, mandate(cast.ben, post), post, other)
    assert session.scalars(select(LogEntry)).all() == []
    before, version = picture(session), post.version
    entry = ACTS[act](session, mandate(cast.mo, post, " Because. "), post, other)
    assert (entry.act, entry.moderator_id, entry.reason) == (act, cast.mo.id, "Because.")
    session.refresh(post)
    assert post.version == version + (act in OF_POSTS)
    with pytest.raises(Refusal, match="Only moderators"):
        curation.undo(session, mandate(cast.ben), entry.id)
    undone = curation.undo(session, mandate(cast.mo), entry.id)
    assert (undone.act, undone.undoes_id) == (Act.UNDO, entry.id)
    assert picture(session) == before
    for done in (entry, undone):
        with pytest.raises(Refusal, match=r"undone already|not undone"):
            curation.undo(session, mandate(cast.mo), done.id)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("reason", ["", "  no  ", "x" * 501])
def test_every_act_needs_a_reason(session: Session, cast: Cast, proposal: Proposal, act: Act, reason: str) -> None:
    post, other = prepared(session, proposal, cast, act)
    with pytest.raises(Refusal, match="Give a reason"):
        ACTS[act](session, mandate(cast.mo, post, reason), post, other)


@pytest.mark.parametrize("act", OF_POSTS)
def test_an_act_on_an_older_version_is_refused(session: Session, cast: Cast, proposal: Proposal, act: Act) -> None:
    post, other = prepared(session, proposal, cast, act)
    with pytest.raises(Outdated):
        ACTS[act](session, Mandate(cast.mo, "Because.", post.version - 1), post, other)


def test_of_moderators_who_act_at_once_one_is_first_and_an_act_is_undone_once(
    app: Flask, session: Session, cast: Cast
) -> None:
    post = PostFactory()
    session.commit()
    post_id, mo_id, version = post.id, cast.mo.id, post.version
    start = Barrier(4)

    def at_once(act: Callable[[Session, Person], LogEntry]) -> list[int]:
        """The entries that four moderators make together; those who come too late are told so."""

        def one(_: int) -> int | None:
            with app.app_context():
                own = db.session()
                moderator = own.get_one(Person, mo_id)
                start.wait(PATIENCE)
                try:
                    return act(own, moderator).id
                except Outdated:
                    return None
                finally:
                    db.session.remove()

        with ThreadPoolExecutor(4) as pool:
            entries = [entry for entry in pool.map(one, range(4)) if entry]
        session.rollback()  # Only a new transaction shows what others wrote.
        session.expire_all()
        return entries

    (hidden,) = at_once(lambda own, mo: curation.hide_post(own, Mandate(mo, "Because.", version), post_id))
    assert post.state is State.HIDDEN
    (undone,) = at_once(lambda own, mo: curation.undo(own, Mandate(mo, "Because."), hidden))
    assert post.state is State.VISIBLE
    assert session.scalars(select(LogEntry.id).order_by(LogEntry.id)).all() == [hidden, undone]


def test_what_an_act_does_not_restore_it_does_not_change(session: Session, cast: Cast, proposal: Proposal) -> None:
    post = PostFactory(proposal=proposal)
    session.commit()

    def relabel() -> None:
        with curate(session, mandate(cast.mo, post), Act.HIDE, post.id) as case:
            case.change(case.post, label=Label.QUESTION)

    with pytest.raises(LookupError, match="hide does not restore label"):
        relabel()
    session.expire_all()
    assert post.label is Label.OBJECTION
