"""The grounded labelling: against its definitions, spelled out, and against another program."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_arg.abstract_argumentation_classes.abstract_argumentation_framework import AbstractArgumentationFramework
from py_arg.abstract_argumentation_classes.argument import Argument
from py_arg.abstract_argumentation_classes.defeat import Defeat
from py_arg.algorithms.semantics.get_grounded_extension import get_grounded_extension

from deliberate.domain.engine.grounded import Extent, labelling
from tests.steps import lines_run

IN, OUT, UNDECIDED = Extent.IN, Extent.OUT, Extent.UNDECIDED
Attacks = list[tuple[int, int]]
Framework = tuple[int, Attacks]


def every_framework(most: int) -> Iterator[Framework]:
    for count in range(most + 1):
        possible = [(attacker, attacked) for attacker in range(count) for attacked in range(count)]
        for size in range(len(possible) + 1):
            yield from ((count, list(attacks)) for attacks in combinations(possible, size))


def frameworks(most: int) -> st.SearchStrategy[Framework]:
    """Attacks may come twice, and from an argument on itself."""

    def of(count: int) -> st.SearchStrategy[Framework]:
        one = st.integers(0, count - 1)
        return st.tuples(st.just(count), st.lists(st.tuples(one, one), max_size=2 * count))

    return st.integers(1, most).flatmap(of)


def drawn(seed: int, most: int) -> Framework:
    draw = random.Random(seed)
    count = draw.randint(1, most)
    return count, [(draw.randrange(count), draw.randrange(count)) for _ in range(draw.randint(0, 2 * count))]


def inside(labels: dict[int, Extent]) -> set[int]:
    return {argument for argument, extent in labels.items() if extent is IN}


def attackers(count: int, attacks: Attacks) -> list[set[int]]:
    return [{one for one, attacked in attacks if attacked == argument} for argument in range(count)]


def complete_labellings(count: int, attacks: Attacks) -> list[dict[int, Extent]]:
    """Caminada 2006, letter by letter: all labellings in which every label is justified."""
    of = attackers(count, attacks)

    def justified(labels: tuple[Extent, ...]) -> bool:
        return all(
            (extent is IN) == all(labels[one] is OUT for one in of[argument])
            and (extent is OUT) == any(labels[one] is IN for one in of[argument])
            for argument, extent in enumerate(labels)
        )

    return [dict(enumerate(labels)) for labels in product(Extent, repeat=count) if justified(labels)]


def the_least(complete: list[dict[int, Extent]]) -> dict[int, Extent]:
    least = min(complete, key=lambda labels: len(inside(labels)))
    assert all(inside(least) <= inside(labels) for labels in complete)
    return least


def least_fixed_point(count: int, attacks: Attacks) -> set[int]:
    """Dung 1995: from nothing, all that is defended by what there is, until nothing comes to it."""
    of = attackers(count, attacks)
    found: set[int] = set()
    while True:
        defended = {argument for argument in range(count) if all(of[one] & found for one in of[argument])}
        if defended == found:
            return found
        found = defended


def by_python_argumentation(count: int, attacks: Attacks) -> set[int]:
    arguments = [Argument(str(one)) for one in range(count)]
    defeats = [Defeat(arguments[attacker], arguments[attacked]) for attacker, attacked in attacks]
    found = get_grounded_extension(AbstractArgumentationFramework("", arguments, defeats))
    return {int(argument.name) for argument in found}


def check(count: int, attacks: Attacks) -> None:
    found = labelling(range(count), attacks)
    assert found == the_least(complete_labellings(count, attacks))
    assert inside(found) == least_fixed_point(count, attacks)


@pytest.mark.parametrize(
    ("arguments", "attacks", "those_in", "those_out"),
    [
        ("abc", "ba cb", "ac", "b"),
        ("ab", "ab ba", "", ""),
        ("abcd", "ab ba ac bc cd", "", ""),
        ("abcde", "ae ba bc ce da ed", "be", "acd"),
        ("", "", "", ""),
        ("ab", "", "ab", ""),
        ("a", "aa", "", ""),
        ("ab", "aa ab", "", ""),
        ("ab", "aa ba", "b", "a"),
        ("abc", "ab bc ca", "", ""),
        ("abcd", "ab bc ca da", "bd", "ac"),
        ("abcd", "ab ba cb cd", "ac", "bd"),
        ("abc", "ab ab bc bc", "ac", "b"),
    ],
)
def test_small_frameworks_have_known_labels(arguments: str, attacks: str, those_in: str, those_out: str) -> None:
    found = labelling([ord(one) for one in arguments], [(ord(pair[0]), ord(pair[1])) for pair in attacks.split()])
    expected = dict.fromkeys(map(ord, arguments), UNDECIDED)
    expected |= dict.fromkeys(map(ord, those_in), IN)
    expected |= dict.fromkeys(map(ord, those_out), OUT)
    assert found == expected


def test_every_framework_of_up_to_three_arguments_is_labelled_as_defined() -> None:
    frameworks = list(every_framework(3))
    assert len(frameworks) == 1 + 2 + 2**4 + 2**9
    for framework in frameworks:
        check(*framework)


@given(frameworks(6))
def test_a_framework_is_labelled_as_defined(framework: Framework) -> None:
    check(*framework)


@given(frameworks(12))
def test_a_framework_is_labelled_as_by_another_program(framework: Framework) -> None:
    assert inside(labelling(range(framework[0]), framework[1])) == by_python_argumentation(*framework)


@pytest.mark.parametrize("seed", range(40))
def test_a_larger_framework_is_labelled_as_by_another_program(seed: int) -> None:
    count, attacks = drawn(seed, 60)
    assert inside(labelling(range(count), attacks)) == by_python_argumentation(count, attacks)


@given(frameworks(8), st.randoms())
def test_the_order_of_arguments_and_attacks_does_not_matter(framework: Framework, draw: random.Random) -> None:
    count, attacks = framework
    arguments = list(range(count))
    expected = labelling(arguments, attacks)
    draw.shuffle(arguments)
    draw.shuffle(attacks)
    assert labelling(arguments, attacks) == expected
    assert labelling(set(arguments), iter(attacks)) == expected


@given(frameworks(8))
def test_an_attack_named_twice_counts_once(framework: Framework) -> None:
    count, attacks = framework
    assert labelling(range(count), attacks * 2) == labelling(range(count), set(attacks))


@given(frameworks(8), st.lists(st.integers(-(10**12), 10**12), min_size=8, max_size=8, unique=True))
def test_names_do_not_matter(framework: Framework, names: list[int]) -> None:
    count, attacks = framework
    found = labelling(names[:count], [(names[attacker], names[attacked]) for attacker, attacked in attacks])
    assert found == {names[one]: extent for one, extent in labelling(range(count), attacks).items()}


def reached(changed: int, attacks: Attacks) -> set[int]:
    found = {changed}
    while more := {attacked for attacker, attacked in attacks if attacker in found} - found:
        found |= more
    return found


@given(frameworks(10), st.integers(0, 9))
def test_what_a_change_reaches_is_labelled_from_the_rest(framework: Framework, changed: int) -> None:
    count, attacks = framework
    part = reached(changed % count, attacks)
    rest = set(range(count)) - part
    before = labelling(rest, [attack for attack in attacks if attack[1] in rest])
    into = [attack for attack in attacks if attack[1] in part]
    after = labelling(part, into, before)
    assert before | after == labelling(range(count), attacks)
    needed = {attacker: before[attacker] for attacker, _ in into if attacker in rest}
    assert labelling(part, into, needed) == after


@pytest.mark.parametrize(("outside", "found"), [(IN, OUT), (OUT, IN), (UNDECIDED, UNDECIDED)])
def test_an_attack_from_outside_counts_by_its_label(outside: Extent, found: Extent) -> None:
    assert labelling([1], [(2, 1)], {2: outside}) == {1: found}
    assert labelling([1], [(2, 1), (2, 1)], {2: outside}) == {1: found}


def test_the_labels_of_others_than_attackers_change_nothing() -> None:
    assert labelling([1], [], {2: IN, 3: UNDECIDED}) == {1: IN}


@pytest.mark.parametrize(("attack", "unknown"), [((1, 9), 9), ((9, 1), 9), ((2, 9), 9), ((1, 2), 2), ((-1, 1), -1)])
def test_an_attack_that_names_something_unknown_is_refused(attack: tuple[int, int], unknown: int) -> None:
    with pytest.raises(KeyError) as refused:
        labelling([0, 1], [(0, 1), attack], {2: IN})
    assert refused.value.args == (unknown,)


def test_a_chain_of_a_hundred_thousand_is_labelled_in_turn() -> None:
    count = 100_000
    found = labelling(range(count), [(one, one + 1) for one in range(count - 1)])
    assert list(found) == list(range(count))
    assert all(extent is (OUT if one % 2 else IN) for one, extent in found.items())


def test_one_may_attack_a_hundred_thousand_or_be_attacked_by_them() -> None:
    others = range(1, 100_001)
    one_against_all = labelling(range(100_001), [(0, other) for other in others])
    assert inside(one_against_all) == {0}
    all_against_one = labelling(range(100_001), [(other, 0) for other in others])
    assert inside(all_against_one) == set(others)
    both = labelling(range(100_001), chain.from_iterable(((0, other), (other, 0)) for other in others))
    assert set(both.values()) == {UNDECIDED}


def test_ten_times_the_arguments_take_ten_times_the_steps() -> None:
    def steps(count: int) -> int:
        """Of the labelling of attacks between any two."""
        draw = random.Random(1)
        attacks = [(draw.randrange(count), draw.randrange(count)) for _ in range(count * 3 // 2)]
        return lines_run(lambda: labelling(range(count), attacks))

    assert steps(20_000) / steps(2_000) == pytest.approx(10, rel=0.05)
