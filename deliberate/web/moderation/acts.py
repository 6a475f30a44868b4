"""The acts of moderators as one table: one more act is one row here, one action and one partial."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as later
from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.actions.curation import Mandate
from deliberate.domain import labels, places
from deliberate.domain.graph import Refusal, State, check_relabel
from deliberate.domain.labels import Label
from deliberate.domain.permissions import Act
from deliberate.models import LogEntry
from deliberate.queries import moderation as queries
from deliberate.queries.moderation import Case, MergeEffect, Option
from deliberate.web.choices import SelectChoice
from deliberate.web.moderation.forms import MergeForm, MoveForm, ReasonForm, RelabelForm


@dataclass(frozen=True)
class PostAct:
    """How an act on a post is offered, shown before it is done, and done.

    `effect` gives what the partial prints, or raises Refusal; `suits` says whether the act makes sense for the post
    as it is; `options` fills the choices of the form.
    """

    act: Act
    verb: str
    key: str
    done: str
    form: type[ReasonForm]
    partial: str
    run: Callable[[Session, Mandate, int, Any], LogEntry]
    effect: Callable[[Session, Case, Any], object]
    suits: Callable[[Case], bool]
    options: Callable[[Session, Case, Any], list[SelectChoice]] = lambda session, case, form: []


@dataclass(frozen=True)
class ThreadAct:
    act: Act
    verb: str
    done: str
    effect: str
    run: Callable[[Session, Mandate, int], LogEntry]


def _is(*states: State) -> Callable[[Case], bool]:
    return lambda case: case.post.state in states


def _needs_approval(case: Case) -> bool:
    return case.post.state is State.HELD or (case.post.state is State.VISIBLE and case.record.is_new)


def _merge_effect(session: Session, case: Case, form: MergeForm) -> MergeEffect:
    keep = form.post
    if keep not in case.graph.nodes:
        raise Refusal("Choose a post of this thread: by its number, or by its address.")
    keep = case.graph.kept(keep)
    curation.check_twins(case.graph, keep, case.post.id)
    return queries.merge_effect(session, case, keep)


def _run_merge(session: Session, mandate: Mandate, post_id: int, form: MergeForm) -> LogEntry:
    if form.post is None:
        raise Refusal("Choose a post of this thread: by its number, or by its address.")
    return curation.merge_posts(session, mandate, post_id, form.post)


def _move_effect(session: Session, case: Case, form: MoveForm) -> Option:
    parent = form.post
    if parent is not None and parent not in case.graph.nodes:
        raise Refusal("There is no such post in this thread. Choose another place.")
    parent = None if parent is None else case.graph.kept(parent)
    curation.check_place(session, case.proposal, case.graph, case.post.id, parent, form.anchor)
    return queries.place_named(session, case.proposal.id, places.at(parent, form.anchor))


def _run_move(session: Session, mandate: Mandate, post_id: int, form: MoveForm) -> LogEntry:
    return curation.move_post(session, mandate, post_id, form.post, form.anchor)


def _relabel_effect(session: Session, case: Case, form: RelabelForm) -> labels.Rule:
    check_relabel(case.graph, case.post.id, form.label)
    return labels.rule(form.label)


def _held_together(session: Session, case: Case, form: ReasonForm) -> int:
    return queries.held_together(session, case.post.message)


def _labels(session: Session, case: Case, form: RelabelForm) -> list[SelectChoice]:
    """Those that fit where the post is, with its replies."""
    return [
        SelectChoice(str(rule.label), f"{rule.label}: {rule.meaning}")
        for rule in labels.GRAMMAR.values()
        if _fits(case, rule.label)
    ]


def _fits(case: Case, label: Label) -> bool:
    try:
        check_relabel(case.graph, case.post.id, label)
    except Refusal:
        return False
    return not labels.rule(label).takes_replacement or bool(case.post.words.replacement)


def _twins(session: Session, case: Case, form: MergeForm) -> list[SelectChoice]:
    return _choices(queries.likeliest_twins(session, case, form.find.data or ""))


def _places(session: Session, case: Case, form: MoveForm) -> list[SelectChoice]:
    return _choices(queries.likeliest_places(session, case, form.find.data or ""))


def _choices(options: tuple[Option, ...]) -> list[SelectChoice]:
    return [SelectChoice(str(option.place), option) for option in options]


def _nothing(session: Session, case: Case, form: ReasonForm) -> None:
    """The partial needs only the case."""


POST_ACTS = {
    row.act: row
    for row in (
        PostAct(
            Act.APPROVE,
            later("Approve"),
            "a",
            later("Approved."),
            ReasonForm,
            "moderation/_approve.html",
            lambda session, mandate, post, form: curation.approve_post(session, mandate, post),
            _held_together,
            _needs_approval,
        ),
        PostAct(
            Act.DISMISS,
            later("Leave as it is"),
            "d",
            later("Left as it is; its flags are dealt with."),
            ReasonForm,
            "moderation/_dismiss.html",
            lambda session, mandate, post, form: curation.dismiss_flags(session, mandate, post),
            _nothing,
            lambda case: bool(case.flags),
        ),
        PostAct(
            Act.RELABEL,
            later("Relabel"),
            "l",
            later("Relabelled."),
            RelabelForm,
            "moderation/_relabel.html",
            lambda session, mandate, post, form: curation.relabel_post(session, mandate, post, form.label),
            _relabel_effect,
            _is(State.VISIBLE, State.HELD, State.HIDDEN),
            _labels,
        ),
        PostAct(
            Act.MOVE,
            later("Move"),
            "v",
            later("Moved."),
            MoveForm,
            "moderation/_move.html",
            _run_move,
            _move_effect,
            _is(State.VISIBLE, State.HELD, State.HIDDEN),
            _places,
        ),
        PostAct(
            Act.MERGE,
            later("Merge"),
            "m",
            later("Merged."),
            MergeForm,
            "moderation/_merge.html",
            _run_merge,
            _merge_effect,
            _is(State.VISIBLE),
            _twins,
        ),
        PostAct(
            Act.HIDE,
            later("Hide"),
            "h",
            later("Hidden."),
            ReasonForm,
            "moderation/_hide.html",
            lambda session, mandate, post, form: curation.hide_post(session, mandate, post),
            _nothing,
            _is(State.VISIBLE, State.HELD),
        ),
        PostAct(
            Act.RESTORE,
            later("Restore"),
            "r",
            later("Restored."),
            ReasonForm,
            "moderation/_restore.html",
            lambda session, mandate, post, form: curation.restore_post(session, mandate, post),
            _nothing,
            _is(State.HIDDEN),
        ),
    )
}

THREAD_ACTS = {
    row.act: row
    for row in (
        ThreadAct(
            Act.LOCK,
            later("Lock this thread"),
            later("Locked."),
            later(
                "It can still be read, but nobody can post, edit or vote here until a moderator unlocks it. "
                "The log shows your reason to everybody."
            ),
            curation.lock_thread,
        ),
        ThreadAct(
            Act.UNLOCK,
            later("Unlock this thread"),
            later("Unlocked."),
            later("Everybody can post, edit and vote here again."),
            curation.unlock_thread,
        ),
    )
}
