from __future__ import annotations

import pytest

from deliberate.domain.texts import names


@pytest.mark.parametrize("name", ["Ada", "Ada Lovelace", "José", "Ян", "王芳", "O'Brien-Smith", "R2"])
def test_people_keep_the_names_they_have(name: str) -> None:
    assert names.refusal(names.tidy(name)) is None


@pytest.mark.parametrize(
    "name",
    [
        *("A", "A" * 41, "   ", "12345", "…"),
        *("Ada\u200b", "Ada\u202eB", "Ada\nB", "Ada\tB", "Ada\x00", "Ad\u3164a", "Ad\u2800a", "Ad\ufe0fa", "Ad\u1680a"),
        *("Z\u0327\u0324\u0331algo", "Ada\u0301\u0302\u0303\u0304", "A\u20ddda"),
        *("a/b", "a\\b", "ada@example.org", "a?b", "a#b", "a%20b"),
        *("Moderator", "The Editors", "a reader", "A\u00a0Reader", "ADMIN", "m.o.d.e.r.a.t.o.r", "Ａdmin"),
    ],
)
def test_a_name_that_deceives_or_breaks_an_address_is_refused(name: str) -> None:
    assert names.refusal(names.tidy(name))


@pytest.mark.parametrize(
    "name",
    [
        *("admin", "administrator", "root", "system", "staff", "support", "deliberate", "site"),
        *("moderator", "moderators", "a moderator", "the moderators", "moderation"),
        *("editor", "editors", "the editors", "an editor"),
        *("reader", "a reader", "visitor", "a visitor", "anonymous", "nobody", "guest", "deleted"),
    ],
)
def test_nobody_speaks_as_the_site_itself_does(name: str) -> None:
    why = names.refusal(names.tidy(f"{name.title()}!"))
    assert str(why) == "This name is kept for the site itself. Choose another one."


@pytest.mark.parametrize(
    "twin", ["ada lovelace", "ADA LOVELACE", "Ada  Lovelace ", "Ada\u00a0Lovelace", "Ａｄａ Lovelace"]
)
def test_names_that_look_the_same_are_the_same(twin: str) -> None:
    assert names.key(twin) == names.key("Ada Lovelace")
    assert names.key("Straße") == names.key("STRASSE")
