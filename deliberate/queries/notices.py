"""What is said in the place of a post that is not seen as others are."""

from __future__ import annotations

from deliberate.domain.nodes import State
from deliberate.domain.words import Say, say, say_many
from deliberate.queries.holding import Withdrawal


def notice(state: State, hidden_because: str, withdrawal: Withdrawal | None) -> Say | None:
    """None of what is there for everybody."""
    if state is State.HIDDEN and hidden_because:
        return say("Hidden by a moderator: %(reason)s", reason=hidden_because)
    if withdrawal is None or state is not State.VISIBLE:
        return _NOTICES.get(state)
    still = say_many(
        "The person who raised this no longer holds it; %(num)d other does.",
        "The person who raised this no longer holds it; %(num)d others do.",
        withdrawal.holders,
    )
    if withdrawal.heir:
        return say("%(still)s %(name)s has taken it over.", still=still, name=withdrawal.heir)
    return still


_NOTICES = {
    State.HIDDEN: say("Hidden by a moderator."),
    State.HELD: say("Waiting for a moderator. Until then only its author and moderators see it."),
    State.MERGED: say("Merged into another post that says the same."),
    State.WITHDRAWN: say("Withdrawn by the person who wrote it."),
}
