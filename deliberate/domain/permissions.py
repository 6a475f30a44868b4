"""Who may do what: `can`, by the table of acts and the facts of what it is about.

Views, the API and templates all ask here, so a person is refused in the same words everywhere.
"""

from __future__ import annotations

from deliberate.domain.acts import ACTS, Act
from deliberate.domain.facts import SITE, Facts, SiteFacts
from deliberate.domain.predicates import VISITOR, Actor, Denied, Role

__all__ = ["VISITOR", "Act", "Actor", "Denied", "Role", "can", "check", "denial", "must_sign_in", "needs_no_facts"]


def denial(actor: Actor, act: Act, facts: Facts = SITE) -> Denied | None:
    """Why `actor` may not do `act`; None if they may. Raises TypeError for facts of a kind that the act is not on."""
    rule = ACTS[act]
    if not isinstance(facts, rule.about):
        raise TypeError(f"{act} is not about {type(facts).__name__}")
    failed = (holds for holds in rule.may if not holds(actor, facts))
    return next(map(Denied, failed), None)


def check(actor: Actor, act: Act, facts: Facts = SITE) -> None:
    """Raises Denied."""
    if denied := denial(actor, act, facts):
        raise denied


def can(actor: Actor, act: Act, facts: Facts = SITE) -> bool:
    return denial(actor, act, facts) is None


def must_sign_in(actor: Actor, act: Act, facts: Facts = SITE) -> bool:
    """Whether signing in is the next step for this actor."""
    denied = denial(actor, act, facts)
    return denied is not None and denied.signs_in


def needs_no_facts(act: Act) -> bool:
    """Whether it can be decided by who asks alone."""
    return ACTS[act].about is SiteFacts
