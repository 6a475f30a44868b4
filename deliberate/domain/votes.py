"""What can be voted, and what it is called where a person reads or presses it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.words import Say, say, say_in


class Choice(StrEnum):
    """The names in data and forms; people read the words of `Choices`."""

    AGREE = "agree"
    PASS = "pass"  # nosec B105  # a word of ours, no secret
    DISAGREE = "disagree"


# What presses it, wherever there is something to vote on.
KEYS = {Choice.AGREE: "y", Choice.PASS: "u", Choice.DISAGREE: "n"}


@dataclass(frozen=True)
class Choices:
    """The words that answer a label's question."""

    agree: Say
    passes: Say
    disagree: Say

    def word(self, choice: Choice) -> Say:
        return {Choice.AGREE: self.agree, Choice.PASS: self.passes, Choice.DISAGREE: self.disagree}[choice]

    def tally(self, agree: int, passes: int, disagree: int) -> Say:
        """How many: 'yes 17 · unsure 5 · no 15'."""
        return say(
            "%(yes)s %(agree)d · %(unsure)s %(passes)d · %(no)s %(disagree)d",
            yes=self.agree,
            agree=agree,
            unsure=self.passes,
            passes=passes,
            no=self.disagree,
            disagree=disagree,
        )

    def shares(self, agree: int, passes: int, disagree: int) -> Say:
        """Of 100: 'yes 80 % · unsure 5 % · no 15 %'."""
        return say(
            "%(yes)s %(agree)d %% · %(unsure)s %(passes)d %% · %(no)s %(disagree)d %%",
            yes=self.agree,
            agree=agree,
            unsure=self.passes,
            passes=passes,
            no=self.disagree,
            disagree=disagree,
        )


# Where the question is to be answered with yes or no, as all are; also the words where no one question is meant.
YES_NO = Choices(say_in("a vote", "yes"), say_in("a vote", "unsure"), say_in("a vote", "no"))
