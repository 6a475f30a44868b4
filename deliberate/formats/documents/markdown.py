"""Markdown: CommonMark (spec.commonmark.org, 0.31) with tables, strike-through, notes, definition lists, front matter.

What a reader of the rendered page sees is what is read: lists are counted, marks of the source are no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.words import say
from deliberate.formats.documents import Document, front_matter, html, outline
from deliberate.formats.documents.blocks import Blocks
from deliberate.formats.documents.html_runs import Runs
from deliberate.formats.documents.markdown_addresses import as_written
from deliberate.formats.documents.markdown_tags import Tags, without_comments
from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.numbering import Numbers
from deliberate.formats.documents.unread import Unread
from deliberate.formats.errors import FormatError

# Deeper than any text; what is deeper the parser leaves out without a word.
_DEEPEST = 100
# What is named in brackets, or marked as characters, is no longer.
_NEAR = 1_000
# The parser tries many times what an opening bracket may begin; so many are quick.
_MANY = 5_000
_MARKS = {
    **dict.fromkeys(("strong_open", "strong_close"), MarkKind.STRONG),
    **dict.fromkeys(("em_open", "em_close"), MarkKind.EMPHASIS),
}
# As pandoc and others write them behind a heading: '## Aims {#aims .wide}'.
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}\s*$")
_TASK = re.compile(r"\[([ xX])\](?=\s)")
# Kinds that our own light markup names.
_NAMED = re.compile(r"(Definition|Fact|Reference): (?=\S)")
_KINDS = {"Definition": PassageKind.DEFINITION, "Fact": PassageKind.FACT, "Reference": PassageKind.REFERENCE}

Rule = Callable[[StateInline, bool], bool]


def read(text: str, title: str = "") -> Document:
    """Under a `title` given apart. Raises FormatError for a text without words or nested too deeply."""
    said, unread, body = front_matter.split(text)
    if title and said.title not in ("", title):
        unread = (*unread, say("the title of its front matter: %(title)s", title=said.title))
    reader = _Reader()
    reader.read(body)
    return outline.document(
        map(_named, reader.blocks.passages),
        reader.notes(),
        replace(said, title=title or said.title),
        (*unread, *reader.unread.sentences()),
        title_is_sure=True,
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    # Two rules look for an end as far as the paragraph goes, again from each beginning.
    parser.inline.ruler.at("html_inline", _ending("<![CDATA[", "]]>", html_inline))
    parser.inline.ruler.at("footnote_ref", _ending("[^", "]", footnote_ref))
    return as_written(parser)


def _ending(begin: str, end: str, rule: Rule) -> Rule:
    """The same rule, which does not look for an end that is nowhere near."""

    def near(state: StateInline, silent: bool) -> bool:
        begins = state.src.startswith(begin, state.pos)
        return (not begins or state.src.find(end, state.pos, state.pos + _NEAR) > 0) and rule(state, silent)

    return near


def _typed(tokens: Sequence[Token]) -> list[int]:
    """Where lines of a paragraph begin with markers that CommonMark has no lists for: 'a) …', '(2) …'. One alone is no
    list: it may be a number that the line was wrapped before."""
    starts: dict[int, str] = {}
    before = ""
    for at, token in enumerate(tokens):
        item = marked(token.content) if token.type == "text" and before in ("", "softbreak") else None
        if item and (item.number is None or item.number.endswith(")")):
            starts[at] = item.style
        before = token.type
    several = len(starts) > 1 and len(set(starts.values())) == 1
    return [at for at in starts if at] if several else []


def _named(passage: Passage) -> Passage:
    match = _NAMED.match(passage.text) if passage.kind is PassageKind.PARAGRAPH else None
    return replace(outline.cut(passage, match.end()), kind=_KINDS[match[1]]) if match else passage


class _Reader:
    """Goes through the tokens once, in order."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.unread = Unread()
        self._runs = Runs(self.blocks.words, self.unread)
        self._tags = Tags(self._runs, self.unread)
        self._is_heading = False
        self._referred: dict[int, dict[str, Any]] = {}

    def read(self, text: str) -> None:
        env: dict[str, Any] = {}
        if (brackets := text.count("[")) > _MANY and brackets > len(text.split()):
            raise FormatError(say("it has more brackets than words"))
        try:
            tokens = _parser().parse(text, env)
        except RecursionError as error:
            raise FormatError(say("it is nested too deeply")) from error
        for token in tokens:
            if token.nesting == 1 and token.level >= _DEEPEST - 1:
                raise FormatError(say("it is nested too deeply"), line=token.map[0] + 1 if token.map else None)
            self._block(token)
        self._referred = env.get("footnotes", {}).get("list", {})

    def notes(self) -> Iterator[Passage]:
        """In the order in which they are called, each with the number that is printed; then those nobody calls."""
        defined: dict[str, Passage] = {}
        again: list[Passage] = []
        for label, note in self.blocks.notes:
            if defined.setdefault(label, note) is not note:
                again.append(note)
        for id, call in self._referred.items():
            if "tokens" in call:
                self._words(call["tokens"])
                found = self.blocks.words.passage(PassageKind.REFERENCE)
            else:
                found = defined.pop(call["label"], None)
            if found:
                yield replace(found, number=str(id + 1))
        yield from defined.values()
        yield from again

    def _block(self, token: Token) -> None:
        blocks = self.blocks
        match token.type:
            case "inline":
                self._words(token.children or [])
            case "heading_open":
                self._is_heading = True
            case "heading_close":
                self._is_heading = False
                blocks.heading(int(token.tag[1:]))
            case "paragraph_close":
                blocks.text()
            case "blockquote_open":
                blocks.open_quotation()
            case "blockquote_close":
                blocks.close_quotation()
            case "bullet_list_open":
                blocks.open_list(Numbers())
            case "ordered_list_open":
                blocks.open_list(Numbers("1", int(token.attrs.get("start", 1)), sign=token.markup))
            case "bullet_list_close" | "ordered_list_close":
                blocks.close_list()
            case "list_item_open":
                blocks.open_item()
            case "list_item_close":
                blocks.close_item()
            case "fence" | "code_block":
                blocks.code(token.content)
            case "html_block":
                self._html(token.content)
            case _:
                self._rarer_block(token)

    def _rarer_block(self, token: Token) -> None:
        blocks = self.blocks
        match token.type:
            case "th_open" | "td_open":
                blocks.words.cell(token.type == "th_open")
            case "tr_close":
                blocks.row()
            case "dt_open" | "dl_close":
                blocks.term()
            case "dd_open":
                blocks.open_definition()
            case "dd_close":
                blocks.close_definition()
            case "footnote_reference_open":
                blocks.open_note(token.meta["label"])
            case "footnote_reference_close":
                blocks.close_note()

    def _html(self, block: str) -> None:
        if (text := without_comments(block, self.unread)).strip():
            self.blocks.add_all(html.read_part(text, self.unread))

    def _words(self, tokens: Sequence[Token]) -> None:
        if self._is_heading and tokens and tokens[-1].type == "text":
            tokens[-1].content = _ATTRIBUTES.sub("", tokens[-1].content)
        if tokens and tokens[0].type == "text" and (task := _TASK.match(tokens[0].content)):
            tokens[0].content = ("☐" if task[1] == " " else "☑") + tokens[0].content[task.end() :]
        starts = [] if self._is_heading else _typed(tokens)
        for at, token in enumerate(tokens):
            if at in starts:
                self.blocks.text()
            self._run(token)
        self._tags.end()

    def _run(self, token: Token) -> None:
        runs, words = self._runs, self.blocks.words
        match token.type:
            case "text" | "text_special":
                runs.text(token.content)
            case "softbreak":
                runs.text("\n")
            case "hardbreak":
                runs.text(" ")
            case "strong_open" | "em_open":
                words.open(_MARKS[token.type])
            case "strong_close" | "em_close":
                words.close(_MARKS[token.type])
            case "code_inline":
                words.open(MarkKind.CODE)
                runs.text(token.content)
                words.close(MarkKind.CODE)
            case "link_open":
                words.open(MarkKind.LINK, str(token.attrs["href"]))
            case "link_close":
                words.close(MarkKind.LINK)
            case "image":
                self.unread.picture(token.content)
            case "s_open":
                runs.strike()
            case "s_close":
                runs.unstrike()
            case "footnote_ref":
                words.note(str(token.meta["id"] + 1))
            case "html_inline":
                self._tags.tag(token.content)
