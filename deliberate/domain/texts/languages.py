"""Which languages a text may be in, and the stems of its words in them.

A language is told from words that every text has (the, and; le, et). Short texts seldom tell it, and relatives share
such words, so a text is taken to be in every language that fits about as well as the best, and in the one that its
proposal declares. Who asks says in no language: a word that is looked for is put into all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

import snowballstemmer
import stopwordsiso

from deliberate.domain.texts.letters import fold, lowered

_LATIN = {
    **{"ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "en": "english", "eo": "esperanto"},
    **{"es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish"},
    **{"hu": "hungarian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch"},
    **{"no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "st": "sesotho"},
    **{"sv": "swedish", "tr": "turkish"},
}
_GREEK = {"el": "greek"}
_NO_STEMMERS: dict[str, str] = {}
# What comes after the letters of a script, and the stemmers of its languages. A script with few is stemmed in all.
_SCRIPTS = (
    ("\u0250", _LATIN),
    ("\u0370", _NO_STEMMERS),
    ("\u0400", _GREEK),
    ("\u0530", {"ru": "russian", "sr": "serbian"}),
    ("\u0590", {"hy": "armenian"}),
    ("\u0600", {"yi": "yiddish"}),
    ("\u0700", {"ar": "arabic", "fa": "persian"}),
    ("\u0900", _NO_STEMMERS),
    ("\u0980", {"hi": "hindi", "ne": "nepali"}),
    ("\u0b80", _NO_STEMMERS),
    ("\u0c00", {"ta": "tamil"}),
    ("\u1e00", _NO_STEMMERS),
    ("\u1f00", _LATIN),
    ("\u2000", _GREEK),
)
_OTHER_CODES = {"nb": "no", "nn": "no"}
_AR_ARTICLE = "ال"
_AR_BEFORE = tuple("وفبك")
# As well as the best: this share of what speaks for it; and no more than so many.
_ABOUT = 0.6
_MOST = 3
# Plurals that no rule of the stemmer makes.
_IRREGULAR = {
    "en": {
        **{"children": "child", "men": "man", "women": "woman", "people": "person", "feet": "foot", "teeth": "tooth"},
        **{"mice": "mouse", "lives": "life", "wives": "wife", "knives": "knife", "leaves": "leaf", "thieves": "thief"},
        **{"wolves": "wolf", "halves": "half", "shelves": "shelf", "loaves": "loaf", "buses": "bus", "gases": "gas"},
        **{"goes": "go", "crises": "crisis", "analyses": "analysis", "bases": "basis", "theses": "thesis"},
        **{"hypotheses": "hypothesis", "emphases": "emphasis", "criteria": "criterion", "phenomena": "phenomenon"},
        **{"indices": "index", "matrices": "matrix", "geese": "goose", "oxen": "ox", "calves": "calf"},
    }
}


def languages_of(keys: Iterable[str], declared: str = "") -> frozenset[str]:
    """Those that a text of these keys in Latin letters may be in; `declared`: the one it says, as 'en' or 'pt-BR'."""
    fits = _fits(keys)
    best = sorted(fits, key=lambda language: (-fits[language], language))[:_MOST]
    fitting = {language for language in best if fits[language] >= _ABOUT * fits[best[0]]}
    return frozenset(fitting | {_code(declared)})


def language_of(keys: Iterable[str], declared: str = "") -> str:
    """The one that the text is most likely in: the declared one, unless another fits better."""
    fits = _fits(keys)
    return max(fits, key=lambda language: (fits[language], language == _code(declared)), default=_code(declared))


def is_common(key: str, languages: Collection[str]) -> bool:
    """Whether every text in one of these languages may have this word, whatever it is about."""
    return any(key in _common(language) for language in languages)


@lru_cache(maxsize=16384)
def stems(word: str, languages: frozenset[str] | None = None) -> tuple[str, ...]:
    """What a word has in common with its other forms, by language: of `languages`, or of all with its script.

    Accents make another stem now and then and are often left out, so there is one with and one without them.
    """
    lower = lowered(word)
    known = _stemmers(lower)
    fitting = known if languages is None or len(known) < _MOST else sorted(languages & known.keys())
    keys: dict[str, None] = {}
    for language in fitting:
        for form in (lower, fold(lower), _IRREGULAR.get(language, {}).get(lower), *_with_article(language, lower)):
            if form:
                keys[f"_{language}_{fold(_stemmer(known[language]).stemWord(form))}"] = None
    return tuple(keys)


def _with_article(language: str, word: str) -> tuple[str, ...]:
    """In Arabic the article is written onto the word, and 'and', 'with' or the like onto that; the stemmer takes other
    endings from a word with it than from one without."""
    if language != "ar":
        return ()
    bare = word[1:] if word[:1] in _AR_BEFORE and word[1:3] == _AR_ARTICLE else word
    return (bare if bare.startswith(_AR_ARTICLE) else _AR_ARTICLE + bare,)


def _fits(keys: Iterable[str]) -> dict[str, float]:
    """By language how much speaks for it: a word that few languages have speaks for them the more."""
    fits: defaultdict[str, float] = defaultdict(float)
    for key in set(keys):
        named = _everywhere().get(key, ())
        for language in named:
            fits[language] += 1 / len(named)
    return fits


def _code(declared: str) -> str:
    code = declared.lower().partition("-")[0]
    return _OTHER_CODES.get(code, code)


def _stemmers(word: str) -> dict[str, str]:
    """Of the languages that have its script."""
    if not word[:1].isalpha():
        return _NO_STEMMERS
    return next((known for end, known in _SCRIPTS if word < end), _NO_STEMMERS)


@cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)


@cache
def _common(language: str) -> frozenset[str]:
    listed = stopwordsiso.stopwords(language) if stopwordsiso.has_lang(language) else ()
    return frozenset(map(fold, listed))


@cache
def _everywhere() -> dict[str, list[str]]:
    """Words that every text has, with the languages that have them."""
    having: dict[str, list[str]] = {}
    for language in _LATIN:
        for word in _common(language):
            having.setdefault(word, []).append(language)
    return having
