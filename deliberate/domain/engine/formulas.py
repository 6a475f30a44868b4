"""The formulas that a site computes by, for the page that explains them, each with its source."""

from __future__ import annotations

from dataclasses import dataclass

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.words import Say, say


@dataclass(frozen=True)
class Formula:
    """What it says, in signs (a title of somebody's is not translated) and in words."""

    about: Say
    signs: str = ""
    words: Say | None = None
    source: str = ""


_MODEL = {
    Semantics.QUADRATIC_ENERGY: Formula(
        say("How replies are put together"),
        "E = Σ s⁺ − Σ s⁻;  b + (1 − b) · E² / (1 + E²)  (E > 0),  b − b · E² / (1 + E²)  (E < 0)",
        say("This is the quadratic energy model; b is the standing from the votes alone."),
        "N. Potyka, “Continuous Dynamical Systems for Weighted Bipolar Argumentation”, KR 2018.",
    ),
    Semantics.DF_QUAD: Formula(
        say("How replies are put together"),
        "x = Π(1 − s⁻) − Π(1 − s⁺);  b + (1 − b) · x  (x > 0),  b + b · x  (x < 0)",
        say("This is DF-QuAD; b is the standing from the votes alone."),
        "Rago, Cyras, Toni, “Adapting the DF-QuAD algorithm to bipolar argumentation”; Rago et al., KR 2016.",
    ),
}


def formulas(rules: Rules) -> tuple[Formula, ...]:
    """In the order in which they are used: acceptance, what decides, standing, its parts, its range."""
    return (
        Formula(say("Enough people"), "a ≥ max(q, ⌈√h⌉)"),
        Formula(
            say("Beyond chance"),
            "a − d > 1.2816 · √(a + d)",
            say("The score test at one side, 90 per cent; that is Wilson's lower bound above a half."),
            "E. B. Wilson, “Probable Inference, the Law of Succession, and Statistical Inference”, 1927.",
        ),
        Formula(
            say("What many accounts may decide: the direction"),
            source="Shahaf, Shapiro, Talmon, “Sybil-Resilient Reality-Aware Social Choice”, IJCAI 2019.",
        ),
        Formula(
            say("What decides among accepted replies"),
            words=say("The grounded labelling of who defeats whom."),
            source="P. M. Dung, “On the acceptability of arguments”, Artificial Intelligence 77, 1995.",
        ),
        Formula(say("Standing from the votes alone"), "(a + 1) / (a + d + 2)"),
        Formula(
            say("What a reply adds"),
            "n / (n + max(q, ⌈√v⌉)) · max(0, 2s − 1)",
            say("n are its voices, s is its standing, v people took sides on what it replies to."),
        ),
        _MODEL[rules.semantics],
        Formula(
            say("Which reply did how much"),
            words=say("Owen's value of the two sides, divided in proportion within each."),
            source="Kampik et al., “Contribution Functions for Quantitative Bipolar Graphs”, arXiv 2401.08879.",
        ),
        Formula(
            say("The range"),
            words=say(
                "The middle 80 per cent of Beta(a + 1, d + 1). With replies, its lower end is computed from the lower "
                "ends of those for it and the upper ends of those against it; its upper end the other way round."
            ),
        ),
    )
