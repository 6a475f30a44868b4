"""What one file may ask for."""

from __future__ import annotations

import pytest

from deliberate.domain.words import say
from deliberate.formats.documents.office import budgets
from deliberate.formats.documents.office.budgets import Budget
from deliberate.formats.errors import FormatError
from tests.formats.documents.office.making import docx, odt, p, read_bytes, run


def test_what_is_spent_is_said_to_be_too_much_only_beyond_the_last_bit() -> None:
    budget = Budget(3, say("the document has no words"))
    budget.spend(2)
    budget.spend()
    with pytest.raises(FormatError, match="^the document has no words$"):
        budget.spend()


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        (docx(p(run("a") + run("b"))), docx(p(run("a") + run("b") + run("")))),
        (docx(p() + p("a")), docx(p() + p() + p("a"))),
        (
            odt("<text:p>a<text:span>b</text:span><text:span>c</text:span></text:p>"),
            odt("<text:p>a<text:span>b</text:span></text:p><text:p/><text:p/>"),
        ),
    ],
)
def test_paragraphs_and_runs_are_counted_with_words_or_without(
    fits: bytes, does_not: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budgets, "MOST_RUNS", 3)
    assert read_bytes(fits).passages
    with pytest.raises(FormatError, match="^the text has more than 3 paragraphs and runs$"):
        read_bytes(does_not)
