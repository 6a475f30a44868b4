"""A web page as a tree, and the part of it that is the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from deliberate.domain.words import say
from deliberate.formats.documents.html_elements import NO_TEXT
from deliberate.formats.errors import FormatError

# No element has as many attributes; the parser takes them in a time that grows with the square of their number.
_MOST_ATTRIBUTES = 300
_COMMENT_OR_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|(<[a-z](?>\"[^\"]*\"|'[^']*'|[^'\">]+)*+)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_INTERNAL_SUBSET = re.compile(r"<!doctype\b[^>\[]*\[", re.IGNORECASE)
# Of several articles one is the text if it has more words than all else; a single one also with fewer.
_HALF = 0.5
_QUARTER = 0.25


def parsed(text: str) -> Element:
    """Raises FormatError for what no page has and what would be read in part or not in time."""
    if _INTERNAL_SUBSET.match(text.lstrip()[:1_000]):
        raise FormatError(say("a DOCTYPE with declarations of its own"), line=1)
    for match in _COMMENT_OR_TAG.finditer(text):
        tag = match[1] or ""
        if len(tag) > _MOST_ATTRIBUTES and len(_QUOTED.sub("", tag).split()) > _MOST_ATTRIBUTES:
            line = text.count("\n", 0, match.start()) + 1
            raise FormatError(say("an element has too many attributes"), line=line)
    # The names of encodings in it are of the file, not of this text.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise FormatError(say("there is no text in it")) from error
    if parser.error_log.filter_types([etree.ErrorTypes.ERR_RESOURCE_LIMIT]):
        raise FormatError(say("it is nested too deeply"))
    if tree is None:
        raise FormatError(say("there is no text in it"))
    return tree


class Sizes:
    """How many letters each element has, and how many of them are links; what nobody sees has none."""

    def __init__(self, tree: Element) -> None:
        self.letters: defaultdict[Element, int] = defaultdict(int)
        self.linked: defaultdict[Element, int] = defaultdict(int)
        walk = etree.iterwalk(tree, events=("start", "end", "comment"))
        for event, element in walk:
            above = element.getparent()
            if event == "start" and element.tag in NO_TEXT:
                walk.skip_subtree()
            elif event == "start":
                self.letters[element] += _length(element.text)
            elif event == "end" and element.tag == "a":
                self.linked[element] = self.letters[element]
            if event != "start" and above is not None:
                self.letters[above] += self.letters[element] + _length(element.tail)
                self.linked[above] += self.linked[element]

    def share_of_links(self, element: Element) -> float:
        return self.linked[element] / (self.letters[element] or 1)


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def main_part(tree: Element, sizes: Sizes) -> Element:
    """The article, else what the page calls its main part, else all of it."""
    head, body = next(tree.iter("head"), None), next(tree.iter("body"), tree)
    if (
        head is not None and sizes.letters[head]
    ):  # where no tag says that it ends, the parser lets newer elements stand in it
        body = tree
    mains = (
        one for one in body.iter() if one.tag == "main" or (isinstance(one.tag, str) and one.get("role") == "main")
    )
    main = max(mains, key=lambda one: sizes.letters[one], default=body)
    main = main if sizes.letters[main] else body
    articles = list(_outermost(main))
    largest = max(articles, key=lambda one: sizes.letters[one], default=main)
    least = _QUARTER if len(articles) == 1 else _HALF
    return largest if sizes.letters[largest] > least * sizes.letters[main] else main


def _outermost(main: Element) -> Iterator[Element]:
    """Articles that stand in no other and beside nothing."""
    walk = etree.iterwalk(main, events=("start",))
    for _, element in walk:
        if element.tag == "article" and element is not main:
            yield element
        if element.tag in ("article", "aside", "nav", "footer") and element is not main:
            walk.skip_subtree()


def around(part: Element) -> Iterator[Element]:
    """What stands beside the part of the page, and beside all that it stands in."""
    one = part
    while one.tag != "body" and (above := one.getparent()) is not None:
        yield from (beside for beside in above if beside is not one and isinstance(beside.tag, str))
        one = above
