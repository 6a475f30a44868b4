"""Which passwords may be had: long enough, and none that would be guessed first. How one is kept is told elsewhere."""

from __future__ import annotations

import unicodedata
from functools import cache
from threading import Lock

from deliberate.domain.words import Say, say

SHORTEST = 8
LONGEST = 128
# Whoever guesses begins with the lists, and with what little people add to what is in them: 'P@$$w0rd', '12341234',
# 'password1!', a name with digits behind it.
_FIRST_GUESSES = 20_000
# What is looked at takes longer by the cube of its length: so much of it as long as the hash of a password takes.
_LOOKED_AT = 16
# The words of whoever registers are known to all who are judged at the same moment.
_one_at_a_time = Lock()


def tidy(password: str) -> str:
    """One way to write each character: what is typed on another keyboard is the same password."""
    return unicodedata.normalize("NFKC", password)


def refusal(password: str, name: str, email: str | None) -> Say | None:
    """Why nobody should have it, in a sentence for them; None if they may. Letters, digits, spaces and signs are all as
    good."""
    if len(password) > LONGEST or len(password := tidy(password)) > LONGEST:
        return say("A password has at most %(most)d characters.", most=LONGEST)
    if len(password) < SHORTEST:
        return say(
            "A password has at least %(least)d characters. A few words in a row are easy to keep.", least=SHORTEST
        )
    if password.casefold() in {name.casefold(), (email or "").casefold()} or len(set(password)) == 1:
        return say("This is your name, your address or one character: too easy to guess.")
    own = [*name.split(), *(email or "").split("@")]
    if password.casefold() in _common() or _is_near_a_common(password, own):
        return say("This is one of the first that anybody would try. A few words in a row are harder to guess.")
    return None


def _is_near_a_common(password: str, own: list[str]) -> bool:
    """Whether it is one in another spelling, twice, or with little added; or a part of a name, so."""
    from zxcvbn import zxcvbn  # loaded for the first password that is chosen

    with _one_at_a_time:
        found = zxcvbn(password[:_LOOKED_AT], user_inputs=own)
    parts = [part for match in found["sequence"] for part in (match, *match.get("base_matches", ()))]
    return found["guesses"] < _FIRST_GUESSES and any(part["pattern"] == "dictionary" for part in parts)


@cache
def _common() -> frozenset[str]:
    """Passwords that were found out most often, and words and names that are as easy to find."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # loaded for the first password that is chosen

    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words if len(word) >= SHORTEST)
