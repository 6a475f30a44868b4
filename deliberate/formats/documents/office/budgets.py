"""How much work one file may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from deliberate.domain.words import Say, say
from deliberate.formats.errors import FormatError

# A text of a thousand pages has 20,000 paragraphs, and programs cut them into some runs each.
MOST_RUNS = 150_000


@dataclass
class Budget:
    """So much, and what is said where it is not enough."""

    most: int
    why: Say
    spent: int = 0

    def spend(self, much: int = 1) -> None:
        """Raises FormatError where there is no more."""
        self.spent += much
        if self.spent > self.most:
            raise FormatError(self.why)


def of_runs() -> Budget:
    """For paragraphs and the runs in them, with words or without."""
    return Budget(MOST_RUNS, say("the text has more than %(most)d paragraphs and runs", most=MOST_RUNS))
