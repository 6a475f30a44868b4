"""What the head of a web page says of its text."""

from __future__ import annotations

from collections import defaultdict

from lxml.etree import _Element as Element

from deliberate.formats.documents import properties
from deliberate.formats.documents.properties import Properties

# Names of `<meta>`: HTML, Open Graph, Dublin Core, and what journals use; the first that is there is taken.
_TITLE = ("citation_title", "dcterms.title", "dc.title", "og:title", "twitter:title")
_AUTHORS = ("citation_author", "dcterms.creator", "dc.creator", "author", "article:author", "byl")
_DATES = (
    *("citation_publication_date", "citation_date", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date"),
    *("article:published_time", "date", "datepublished", "created"),
)
_LANGUAGES = ("dcterms.language", "dc.language", "content-language", "language", "og:locale")
_LICENCES = ("dcterms.license", "dcterms.rights", "dc.rights.license", "dc.rights", "license", "licence", "rights")
_SUMMARIES = ("dcterms.abstract", "dc.description", "description", "og:description")
_TOPICS = ("dcterms.subject", "dc.subject", "keywords", "article:tag", "news_keywords")
_NAMES_OF_SITE = ("og:site_name", "application-name")
_BETWEEN = " |-–—·:»«"


def read(tree: Element, part: Element) -> Properties:
    said = _said(tree)
    title = _first(said, _TITLE) or properties.line("".join(one for one in _texts(tree, "title")))
    names = next((said[name] for name in _AUTHORS if name in said), [])
    return Properties(
        title=_without_site(title, _first(said, _NAMES_OF_SITE)),
        authors=properties.authors(name for name in names if "://" not in name),
        created=properties.day(_first(said, _DATES)),
        language=_language(tree, part) or properties.language(_first(said, _LANGUAGES)),
        licence=_licence(tree) or properties.line(_first(said, _LICENCES)),
        summary=properties.shortened(properties.line(_first(said, _SUMMARIES)), properties.MOST_OF_SUMMARY),
        topics=properties.topics(topic for words in _all(said, _TOPICS) for topic in words.split(",")),
        source=_address(tree, "canonical"),
    )


def _said(tree: Element) -> dict[str, list[str]]:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or meta.get("http-equiv") or ""
        if (content := (meta.get("content") or "").strip()) and name:
            said[name.strip().lower()].append(content)
    return said


def _first(said: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((said[name][0] for name in names if name in said), "")


def _all(said: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return next((said[name] for name in names if name in said), [])


def _texts(tree: Element, tag: str) -> list[str]:
    """Of the first one that is not of a drawing."""
    elements = (one for one in tree.iter(tag) if next(one.iterancestors("svg"), None) is None)
    element = next(elements, None)
    return [] if element is None else list(element.itertext())


def _without_site(title: str, site: str) -> str:
    return title.removesuffix(site).rstrip(_BETWEEN) if site and title != site else title


def _language(tree: Element, part: Element) -> str:
    """Of the text, where it says one, else of the page."""
    for element in (part, *part.iterancestors(), tree):
        name = element.get("lang") or element.get("xml:lang") or ""
        if found := properties.language(name):
            return found
    return ""


def _licence(tree: Element) -> str:
    for element in tree.iter("link", "a"):
        if "license" in (element.get("rel") or "").lower().split():
            return (element.get("href") or "").strip()
    return ""


def _address(tree: Element, rel: str) -> str:
    links = (link for link in tree.iter("link") if (link.get("rel") or "").lower() == rel)
    address = next((link.get("href") or "" for link in links), "")
    return properties.source(address) if address.startswith(("http:", "https:")) else ""
