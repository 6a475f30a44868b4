"""What the log keeps and tells of each act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from deliberate.domain.acts import ACTS, Act, curation
from deliberate.domain.details import Details
from deliberate.domain.words import Worded, say

# What is done about an act, as the log tells it.
ON_ACTS = {
    Act.UNDO: say("undid: %(what)s"),
    Act.APPEAL: say("appealed against this: %(what)s"),
    Act.UPHOLD: say("upheld after an appeal: %(what)s"),
}


class Outcome(Worded):
    """What an appeal came to."""

    UPHELD = "upheld", say("It was upheld.")
    REVERSED = "reversed", say("It was reversed.")
    CHANGED = "changed", say("Something else was done instead.")


def outcome_of(answer: Act) -> Outcome:
    """What an appeal came to that was answered by this."""
    return {Act.UPHOLD: Outcome.UPHELD, Act.UNDO: Outcome.REVERSED}.get(answer, Outcome.CHANGED)


@dataclass(frozen=True)
class OnAct(Details):
    """The act that was taken back, appealed against or upheld, with what the log told of it. `sealed`: what was said in
    the appeal is kept out of sight."""

    act: Act
    details: Details
    sealed: bool = False

    def as_json(self) -> dict[str, Any]:
        return {**self.details.as_json(), "act": str(self.act), **({"sealed": 1} if self.sealed else {})}


def details(act: Act, kept: dict[str, Any]) -> Details:
    """What the log keeps of an act as a value."""
    if act not in ON_ACTS:
        return curation(act).details.read(kept)
    on = Act(kept["act"]) if kept.get("act") in set(Act) else act
    row = ACTS[on].curation
    return OnAct(on, row.details.read(kept) if row else Details(), bool(kept.get("sealed")))
