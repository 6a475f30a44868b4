"""Sentences: English by themselves, and in another language with all that stands in them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from deliberate.domain.words import (
    Capital,
    Explained,
    Join,
    Sayable,
    Sentence,
    Worded,
    both,
    clauses,
    either,
    put,
    say,
    say_in,
    say_many,
)

pytestmark = pytest.mark.usefixtures("made_up_sentences")


class Kind(Worded):
    ANSWER = "answer", say("answer")
    COUNTER_EVIDENCE = "counter-evidence", say("evidence against it")


class Shouting:
    """A language that has a word for everything: the same in capitals."""

    def one(self, text: str, context: str) -> str:
        return f"{text.upper().replace('%(WHAT)S', '%(what)s')}{'!' * len(context)}"

    def many(self, one: str, many: str, number: int) -> str:
        return f"{'THREE' if number == 3 else 'NUMBER'} %(num)d %(what)s"

    def listed(self, words: Sequence[str], joined: Join) -> str:
        return f" {joined.upper()} ".join(words)

    def number(self, value: int) -> str:
        return f"{value // 1000}K"

    def own(self, text: str) -> str:
        return f"<{text}>"


@pytest.mark.parametrize(
    ("sentence", "english", "shouted"),
    [
        (say("It stands."), "It stands.", "IT STANDS."),
        (say("100 %"), "100 %", "100 %"),
        (say("It is %(what)s.", what="50 % of it"), "It is 50 % of it.", "IT IS <50 % of it>."),
        (say("It is %(what)s.", what=say("open")), "It is open.", "IT IS OPEN."),
        (say("It is %(what)s.", what=Kind.ANSWER), "It is answer.", "IT IS ANSWER."),
        (say("It is %(what)s.", what=3), "It is 3.", "IT IS 3."),
        (say_in("verb", "answer"), "answer", "ANSWER!!!!"),
        (say_many("%(num)d %(what)s", "%(num)d %(what)ss", 1, what="vote"), "1 vote", "NUMBER 1 <vote>"),
        (say_many("%(num)d %(what)s", "%(num)d %(what)ss", 3, what=say("vote")), "3 votes", "THREE 3 VOTE"),
        (say_many("%(num)d %(what)s", "%(num)d %(what)ss", 999, what=say("vote")), "999 votes", "NUMBER 999 VOTE"),
        (say_many("%(num)d %(what)s", "%(num)d %(what)ss", 4000, what=say("vote")), "4,000 votes", "NUMBER 4K VOTE"),
        (say_many("%(num)d %(what)s", "%(num)d %(what)ss", 0, what="vote"), "0 votes", "NUMBER 0 <vote>"),
        (either([Kind.ANSWER]), "answer", "ANSWER"),
        (either([say("a"), "b"]), "a or b", "A OR <b>"),
        (both([say("a"), "b", say("c")]), "a, b and c", "A AND <b> AND C"),
        (Capital(say("an objection")), "An objection", "AN OBJECTION"),
        (Capital("ähnlich"), "Ähnlich", "<Ähnlich>"),
        (clauses([say("one")]), "one", "ONE"),
    ],
    ids=str,
)
def test_a_sentence_is_said_in_english_and_in_any_language(sentence: Sentence, english: str, shouted: str) -> None:
    assert str(sentence) == english
    assert sentence.words(Shouting()) == shouted


def test_clauses_stand_one_after_another() -> None:
    assert str(clauses([say("one"), say("two"), say("three")])) == "one; two; three"


@pytest.mark.parametrize(("value", "words"), [("somebody's words", "<somebody's words>"), (Kind.ANSWER, "ANSWER")])
def test_what_people_wrote_is_set_apart_and_never_translated_but_names_are(value: Sayable, words: str) -> None:
    assert put(value, Shouting()) == words


def test_the_same_sentence_is_equal_and_can_be_told_apart_from_others() -> None:
    one, same, other = (say("%(n)d of it", n=n) for n in (1, 1, 2))
    assert one == same
    assert len({one, same, other}) == 2
    with pytest.raises(AttributeError):
        one.text = "changed"  # type: ignore[misc]


def test_a_name_is_stored_as_its_value_and_read_by_it() -> None:
    assert Kind("counter-evidence") is Kind.COUNTER_EVIDENCE
    assert (str(Kind.COUNTER_EVIDENCE), f"{Kind.ANSWER}") == ("counter-evidence", "answer")
    assert str(Kind.COUNTER_EVIDENCE.word) == "evidence against it"
    with pytest.raises(TypeError, match="nameless has no word"):

        class Nameless(Worded):
            ONE = "nameless"


def test_an_error_tells_its_reason_in_english_and_keeps_it_as_a_sentence() -> None:
    why = say("It is %(what)s.", what=say("open"))
    error = Explained(why)
    assert (str(error), error.why) == ("It is open.", why)
