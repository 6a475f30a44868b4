"""How the acts of moderators are offered and shown before they are done; which there are is the table's matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from deliberate.actions import curation
from deliberate.domain import labels
from deliberate.domain.acts import Act, Needs
from deliberate.domain.arranging import Refusal, check_relabel
from deliberate.domain.labels import Label
from deliberate.domain.places import OnPost
from deliberate.domain.words import say
from deliberate.queries import moderation as queries
from deliberate.queries.effects import MergeEffect, RelabelEffect, merge_effect, relabel_effect
from deliberate.queries.moderation import Case, Option
from deliberate.web.choices import SelectChoice
from deliberate.web.moderation.forms import MergeForm, MoveForm, ReasonForm, RelabelForm, WhereForm

FORMS: dict[Needs, type[ReasonForm]] = {
    Needs.NOTHING: ReasonForm,
    Needs.LABEL: RelabelForm,
    Needs.PLACE: MoveForm,
    Needs.POST: MergeForm,
    Needs.PASSAGE: WhereForm,
}


def options(session: Session, case: Case, needs: Needs, form: Any) -> list[SelectChoice]:
    """What can be chosen."""
    if needs is Needs.LABEL:
        rules = [rule for rule in labels.GRAMMAR.values() if _fits(case, rule.label)]
        return [SelectChoice(str(rule.label), f"{rule.label}: {rule.meaning}") for rule in rules]
    find = form.find.data or ""
    return [SelectChoice(str(option.place), option) for option in _LIKELIEST[needs](session, case, find)]


_LIKELIEST = {
    Needs.POST: queries.likeliest_twins,
    Needs.PLACE: queries.likeliest_places,
    Needs.PASSAGE: queries.passages_for,
}


def effect(session: Session, case: Case, act: Act, form: Any) -> object:
    """What the partial of the act prints beside the case; raises Refusal where it cannot be done."""
    shown = _EFFECTS.get(act)
    return shown(session, case, form) if shown else None


def _held_together(session: Session, case: Case, form: ReasonForm) -> int:
    return queries.held_together(session, case.post.message)


def _relabel(session: Session, case: Case, form: RelabelForm) -> RelabelEffect:
    check_relabel(case.graph, case.post.id, form.label)
    return relabel_effect(session, case, form.label)


def _fits(case: Case, label: Label) -> bool:
    """Where the post is, with its replies."""
    try:
        check_relabel(case.graph, case.post.id, label)
    except Refusal:
        return False
    return not labels.rule(label).takes_replacement or bool(case.post.words.replacement)


def _move(session: Session, case: Case, form: MoveForm) -> Option:
    (to,) = form.given
    if isinstance(to, OnPost):
        if to.post not in case.graph.nodes:
            raise Refusal(say("There is no such post in this thread. Choose another place."))
        to = OnPost(case.graph.kept(to.post))
    curation.check_place(session, case.proposal, case.graph, case.post.id, to)
    return queries.place_named(session, case.proposal.id, to)


def _where(session: Session, case: Case, form: WhereForm) -> Option:
    (to,) = form.given
    if case.where is None or not case.where.is_disputed:
        raise Refusal(say("Nobody disagrees about where this belongs, or it is decided already."))
    curation.check_where(session, case.proposal, case.where, to)
    every = queries.passages_for(session, case)
    return next((one for one in every if one.place == to), None) or queries.place_named(session, case.proposal.id, to)


def _merge(session: Session, case: Case, form: MergeForm) -> MergeEffect:
    keep = form.post
    if keep not in case.graph.nodes:
        raise Refusal(say("Choose a post of this thread: by its number, or by its address."))
    keep = case.graph.kept(keep)
    curation.check_twins(session, case.graph, keep, case.post.id)
    return merge_effect(session, case, keep)


_EFFECTS: dict[Act, Callable[[Session, Case, Any], object]] = {
    Act.APPROVE: _held_together,
    Act.RELABEL: _relabel,
    Act.MOVE: _move,
    Act.MERGE: _merge,
    Act.DECIDE_WHERE: _where,
}
