"""ICCMA files: what they say, and where they are wrong."""

from __future__ import annotations

import pytest

from deliberate.formats.engine import frameworks
from deliberate.formats.engine.frameworks import Framework
from deliberate.formats.errors import FormatError


def test_a_file_names_the_number_of_arguments_and_who_attacks_whom() -> None:
    assert frameworks.read("p af 3\n1 2\n2 3\n") == Framework(3, ((1, 2), (2, 3)))


def test_comments_blank_lines_and_other_line_ends_say_nothing() -> None:
    text = "# a comment\r\n\r\np af 3\r\n# 1 1\r\n1   2\r\n\t2 3 \r\n  # one more"
    assert frameworks.read(text) == Framework(3, ((1, 2), (2, 3)))
    assert frameworks.read("p af 2\r1 2\r") == Framework(2, ((1, 2),))


def test_an_argument_may_attack_itself_and_an_attack_said_twice_counts_once() -> None:
    assert frameworks.read("p af 2\n1 1\n2 1\n1 1\n").attacks == ((1, 1), (2, 1))


def test_there_may_be_no_attacks_and_no_arguments() -> None:
    assert frameworks.read("p af 4") == Framework(4, ())
    assert frameworks.read("p af 0\n") == Framework(0, ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: the file is empty"),
        ("\n# nothing\n", "line 1: the file is empty"),
        ("1 2\n", 'line 1: "1 2" stands where “p af” and a number is needed'),
        ("# first\np cnf 3\n", 'line 2: "p cnf 3" stands where'),
        ("p af\n", "line 1: “p af” is not followed by one whole number"),
        ("p af three\n", "line 1: “p af” is not followed by one whole number"),
        ("p af -1\n", "line 1: “p af” is not followed by one whole number"),
        ("p af ٣\n", "line 1: “p af” is not followed by one whole number"),
        ("p af 3 4\n", "line 1: “p af” is not followed by one whole number"),
        ("p af 99999999999\n", "line 1: “p af” is not followed by one whole number from 0 to 10000000"),
        (f"p af {'9' * 5000}\n", "line 1: “p af” is not followed by one whole number"),
        ("p af 3\np af 4\n", "line 2: a second line “p”"),
        ("p af 3\n1 2\n\n1 4\n", "line 4: there is no argument 4; they are numbered from 1 to 3"),
        ("p af 3\n0 1\n", "line 2: there is no argument 0"),
        ("p af 0\n1 1\n", "line 2: there is no argument 1; there are none"),
        ("p af 3\n1 a\n", 'line 2: "a" is not a number of an argument'),
        ("p af 3\n1 -2\n", 'line 2: "-2" is not a number of an argument'),
        ("p af 3\n1 1.5\n", 'line 2: "1.5" is not a number of an argument'),
        ("p af 3\n1\n", "line 2: an attack is two numbers"),
        ("p af 3\n1 2 3\n", "line 2: an attack is two numbers"),
        ("p af 3\n1 2 # why\n", "line 2: an attack is two numbers"),
        ("arg(a).\natt(a,b).\n", "line 1: "),
        ("p af 3\n\0\n", "line 2: "),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_its_place(text: str, says: str) -> None:
    with pytest.raises(FormatError) as error:
        frameworks.read(text)
    assert str(error.value).startswith(says)
    assert "\n" not in str(error.value)
