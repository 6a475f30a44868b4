"""Names of people: when two are the same, and which may be taken."""

from __future__ import annotations

import re
import unicodedata

from deliberate.domain.texts.site_names import speaks_as_the_site
from deliberate.domain.words import Say, say

# Letters and marks that take no room or look like a space, besides those Unicode calls control or format characters.
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# They would break the address of the person's page, or look like an e-mail address when signing in.
_NOT_IN_NAMES = re.compile(r"[/\\@?#%]")
# No language has so many on one letter, after those that belong to it; they would reach into the lines around. None
# writes names with marks that are drawn around a letter, either.
_PILED_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3}")


def tidy(name: str) -> str:
    """As it is kept: one way to write each character, single spaces between words."""
    return " ".join(word for word in unicodedata.normalize("NFKC", name).split(" ") if word)


def key(name: str) -> str:
    """What makes a name unique: the same for names that differ only in capitals, width or spacing."""
    return unicodedata.normalize("NFKC", tidy(name).casefold())


def refusal(name: str) -> Say | None:
    """Why nobody may register a tidy `name`, in a sentence for them; None if they may."""
    if not 2 <= len(name) <= 40:
        return say("A name has 2 to 40 characters.")
    if any(unicodedata.category(c)[0] in "CZ" and c != " " for c in name) or _INVISIBLE.search(name):
        return say("This name holds characters that cannot be seen. Please type it without them.")
    if _NOT_IN_NAMES.search(name):
        return say("A name cannot hold a slash or any of these: @ ? # and the sign for per cent.")
    if not any(c.isalpha() for c in name):
        return say("A name needs at least one letter.")
    if _PILED_MARKS.search(name) or any(unicodedata.category(c) == "Me" for c in name):
        return say("This name has too many marks on one letter.")
    if speaks_as_the_site(name):
        return say("This name is kept for the site itself. Choose another one.")
    return None
