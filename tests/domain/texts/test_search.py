"""What is looked for, and what a text is found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.search import Reading, kept, terms


def test_the_last_word_may_be_unfinished_and_short_words_are_meant_as_they_are() -> None:
    found = [(term.words, term.begins) for term in terms("the audits by acc")]
    assert found == [(("the",), False), (("audits",), True), (("by",), False), (("acc",), True)]


def test_numbers_are_never_the_beginning_of_one() -> None:
    assert [(term.words, term.begins) for term in terms("2023 19")] == [(("2023",), False), (("19",), False)]


def test_a_word_is_looked_for_in_every_language() -> None:
    [term] = terms("cities")
    assert {"_en_citi", "_fr_cit", "_de_citi"} <= term.others


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ('"public money"', [("public", "money")]),
        ('where "public money" went', [("where",), ("public", "money"), ("went",)]),
        ("«public money» „of all“ “in total”", [("public", "money"), ("of", "all"), ("in", "total")]),
        ('"public money', [("public",), ("money",)]),
        ('""', []),
        ("「教育 計", [("教育",), ("計",)]),
        ("“public money", [("public",), ("money",)]),
        ("„public money", [("public",), ("money",)]),
        ("«public money", [("public",), ("money",)]),
        ("教育", [("教育",)]),
        ("教育計画", [("教育", "育計", "計画")]),
        ("教", [("教",)]),
        ("教育 計画", [("教育",), ("計画",)]),
        ("疫情COVID", [("疫情",), ("covid",)]),
        ("「疫情COVID」", [("疫情", "情", "covid")]),
        ("「教育 計」", [("教育", "育", "計")]),
    ],
)
def test_what_is_quoted_or_written_without_spaces_stands_in_a_row(query: str, words: list[tuple[str, ...]]) -> None:
    assert [term.words for term in terms(query)] == words


def test_so_much_is_looked_for_and_no_more() -> None:
    assert len(terms(" ".join(f"word{n}" for n in range(100)))) == 12
    assert len(terms("教" * 1000)[0].words) == 39
    assert terms("the the the") == (*terms("the of")[:1], *terms("the"))


@given(st.text())
def test_every_word_of_a_text_has_a_key_and_no_key_holds_what_databases_take_for_a_sign(text: str) -> None:
    reading = Reading(text, "en")
    assert len(reading.words) == len(reading.others) == len(reading.units)
    others = [key for keys in reading.others for key in keys]
    assert not [key for key in (*reading.words, *others) if not key or set(key) & set("'\"\\ \0\n\t:*()")]


@given(st.text(max_size=200))
def test_what_is_looked_for_is_held_by_the_text_it_was_taken_from(text: str) -> None:
    from deliberate.domain.texts.snippets import holds

    assert holds(text, terms(text.replace('"', " "))) or not terms(text)


@given(st.text("aäIé -'.,15\u0301漢U", max_size=40), st.sampled_from(["", "en", "de"]))
def test_what_is_kept_of_a_text_is_the_same_whichever_way_it_is_told(text: str, language: str) -> None:
    for one in (text, text.encode("ascii", "ignore").decode()):
        reading = Reading(one, language)
        assert kept(one, language) == (
            " ".join(reading.words),
            " ".join(key for keys in reading.others for key in keys),
        )
