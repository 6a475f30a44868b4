from __future__ import annotations

import pytest

from deliberate.domain.texts.passwords import refusal, tidy


@pytest.mark.parametrize(
    "password",
    [
        *(
            "8 signs!",
            "x7" * 64,
            "four words in a row",
            "        a",
            "пароль из слов",
            "密码是四个字以上的",
            "🦊🐻🐼🐨🐯🦁🐮🐷",
        ),
        *("20481632", "no capitals, no digits", "ONLYCAPITALSHERE", "tab\tand\nline", "\u0000\u0001\u0002abcdefg"),
    ],
)
def test_whatever_is_long_enough_and_not_guessed_first_will_do(password: str) -> None:
    assert refusal(password, "Grace", "grace@example.org") is None


@pytest.mark.parametrize("password", ["", "1234567", "7 signs", "密码", "ﬃ" * 2])
def test_less_than_8_characters_are_too_few(password: str) -> None:
    assert "at least 8 characters" in str(refusal(password, "Grace", None))


@pytest.mark.parametrize("password", ["ab" * 64 + "c", "7" * 5000, "0123456789" * 500, "ﷺ" * 8])
def test_more_than_128_characters_are_too_many(password: str) -> None:
    assert "at most 128 characters" in str(refusal(password, "Grace", None))


@pytest.mark.parametrize(
    "password",
    [
        *(
            "password",
            "Password1",
            "12345678",
            "QWERTYUIOP",
            "iloveyou",
            "trustno1",
            "1q2w3e4r",
            "ｐａｓｓｗｏｒｄ",
            "sunshine",
        ),
        *("government", "elizabeth", "P@$$w0rd", "12341234", "monkeymonkey", "password1!", "12345678 "),
        "grace1234",
    ],
)
def test_what_everybody_would_try_first_is_refused(password: str) -> None:
    assert "first that anybody would try" in str(refusal(password, "Grace", None))


@pytest.mark.parametrize("password", ["Grace Hopper", "GRACE HOPPER", "Grace@Example.org", "aaaaaaaa", "!!!!!!!!!!"])
def test_ones_own_name_is_no_secret(password: str) -> None:
    assert "too easy to guess" in str(refusal(password, "Grace Hopper", "grace@example.org"))


def test_a_password_is_the_same_on_every_keyboard() -> None:
    assert tidy("scho\u0308n  Ａ") == tidy("schön  A") == "schön  A"
