"""The language of a text, and stems."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.languages import language_of, languages_of, stems

IRREGULAR = {
    **{"men": "man", "women": "woman", "people": "person", "feet": "foot", "teeth": "tooth", "mice": "mouse"},
    **{"lives": "life", "wives": "wife", "knives": "knife", "leaves": "leaf", "thieves": "thief", "wolves": "wolf"},
    **{"halves": "half", "shelves": "shelf", "loaves": "loaf", "gases": "gas", "goes": "go", "analyses": "analysis"},
    **{"bases": "basis", "theses": "thesis", "hypotheses": "hypothesis", "criteria": "criterion", "oxen": "ox"},
    **{"phenomena": "phenomenon", "indices": "index", "matrices": "matrix", "geese": "goose", "calves": "calf"},
}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the fees are paid by the city"),
        ("fr", "les villes doivent payer les routes"),
        ("es", "nadie puede controlar adónde va el dinero"),
        ("de", "niemand kann prüfen wohin das geld geht"),
        ("it", "la città paga le strade per tutti"),
        ("pl", "drogi są za drogie i nikt tego nie sprawdza"),
        ("sv", "staden betalar för vägarna och det är dyrt"),
        ("da", "byen betaler for vejene og det er dyrt"),
        ("tr", "şehir yollar için para ödüyor ve bu çok pahalı"),
    ],
)
def test_a_language_is_told_from_the_words_that_every_text_has(language: str, text: str) -> None:
    assert language in languages_of(text.split())


def test_a_text_is_also_in_the_language_that_its_proposal_declares() -> None:
    assert languages_of(["niemand", "kann", "prüfen", "wohin", "das", "geld"], "pt-BR") == {"de", "pt"}
    assert languages_of([], "nb") == languages_of([], "nn") == languages_of([], "no") == {"no"}


def test_of_many_languages_that_fit_as_well_a_text_is_taken_to_be_in_three() -> None:
    assert languages_of(["de"], "ca") == {"ca", "da", "en"}


def test_a_language_that_three_fifths_as_much_speaks_for_fits_about_as_well() -> None:
    german = ["aber", "dagegen", "davor", "deshalb", "eine"]
    assert languages_of([*german, "abord", "autant", "avant"], "de") == {"de", "fr"}
    assert languages_of([*german, "abord", "autant"], "de") == {"de"}


def test_a_text_that_tells_no_language_is_in_the_one_that_is_declared_or_in_none() -> None:
    assert languages_of([]) == {""}
    assert (language_of([]), language_of([], "de-AT"), language_of(["abord"], "de")) == ("", "de", "fr")


@pytest.mark.parametrize(
    "code",
    [
        "ca",
        "cs",
        "da",
        "de",
        "en",
        "eo",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "ga",
        "hu",
        "id",
        "it",
        "lt",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "st",
        "sv",
        "tr",
    ],
)
def test_a_language_of_latin_letters_that_is_declared_is_known(code: str) -> None:
    assert languages_of([], code) == {code}
    assert stems("abcdefg", frozenset({code}))


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["fee", "fees"]),
        ("en", ["city", "cities"]),
        ("en", ["job", "jobs"]),
        ("en", ["box", "boxes"]),
        ("en", ["tax", "taxes", "taxed", "taxing"]),
        ("en", ["bus", "buses"]),
        ("en", ["crisis", "crises"]),
        ("en", ["child", "children"]),
        *(("en", [one, many]) for many, one in IRREGULAR.items()),
        ("fr", ["national", "nationaux", "nationale"]),
        ("fr", ["vérifié", "vérifier", "verifie"]),
        ("es", ["nación", "naciones", "nacion"]),
        ("de", ["Haus", "Häuser", "Hauses", "haeuser"]),
        ("it", ["città", "citta"]),
        ("pl", ["miasto", "miasta"]),
        ("ru", ["книга", "книги", "книгу"]),
        ("ar", ["كتاب", "الكتاب"]),
        ("hi", ["किताब", "किताबें"]),
        ("el", ["άνθρωπος", "άνθρωποι"]),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, forms: list[str]) -> None:
    first = set(stems(forms[0], frozenset({language})))
    for form in forms[1:]:
        assert first & set(stems(form, frozenset({language}))), form
        assert first & set(stems(form)), "whoever looks for it says in no language"


@pytest.mark.parametrize(("word", "other"), [("car", "care"), ("police", "policy"), ("city", "cite"), ("1", "11")])
def test_other_words_share_none(word: str, other: str) -> None:
    assert not set(stems(word, frozenset({"en"}))) & set(stems(other))


@pytest.mark.parametrize("word", ["ẁ", "z2"])
def test_a_word_in_letters_of_the_latin_script_is_stemmed_in_all_its_languages(word: str) -> None:
    assert {"de", "en", "tr"} <= {stem.split("_")[1] for stem in stems(word)}


@pytest.mark.parametrize("word", ["", "123", "ɐ", "ܐ", "ক", "ა", "教", "ש", "½", "🙂"])
def test_what_is_no_word_of_a_known_language_has_no_stem(word: str) -> None:
    assert all(stem.startswith("_yi_") for stem in stems(word))


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("άνθρωποι", {"el"}),
        ("ἀγορά", {"el"}),
        ("дороги", {"ru", "sr"}),
        ("ճանապարհ", {"hy"}),
        ("וועגן", {"yi"}),
        ("الطريق", {"ar", "fa"}),
        ("सड़क", {"hi", "ne"}),
        ("சாலை", {"ta"}),
    ],
)
def test_a_stem_is_kept_under_the_code_of_its_language(word: str, codes: set[str]) -> None:
    """The index holds it: under another name old entries would not be found."""
    assert {stem.split("_")[1] for stem in stems(word)} == codes
