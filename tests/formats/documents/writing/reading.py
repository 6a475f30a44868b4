"""Markdown as any reader of CommonMark takes it that knows tables, notes, definitions and front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

# A text with its styles ('strong', 'link https://…'), or a note by its label.
Run = tuple[str, frozenset[str]]
# Kind, level, number, words.
Block = tuple[str, int, str | None, tuple[Run, ...]]
_TAGS = {"<strong>": "strong", "<em>": "em"}


def parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").use(front_matter_plugin)
    made.normalizeLink = str  # type: ignore[method-assign, assignment]  # addresses as they are written
    return made.use(footnote_plugin, move_to_end=False).use(deflist_plugin)


def blocks(text: str) -> tuple[list[Block], dict[str, tuple[Run, ...]]]:
    """What stands in the text, and its notes by their labels."""
    reader = _Reader()
    for token in parser().parse(text):
        reader.take(token)
    return reader.blocks, reader.notes


@dataclass
class _Reader:
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, tuple[Run, ...]] = field(default_factory=dict)
    # Of each list that is open the number of its next item, None for bullets.
    lists: list[int | None] = field(default_factory=list)
    number: str | None = None
    kind: str = "paragraph"
    level: int = 0
    cells: list[tuple[Run, ...]] = field(default_factory=list)
    quotes: int = 0
    note: str = ""

    def take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self.kind, self.level = "heading", int(token.tag[1:])
            case "bullet_list_open" | "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                self.lists.append(start if token.type == "ordered_list_open" else None)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                following = self.lists[-1]
                self.kind, self.level = "item", len(self.lists)
                self.number = None if following is None else f"{following}{token.markup}"
                self.lists[-1] = None if following is None else following + 1
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "dt_open":
                self.kind = "term"
            case "dd_open":
                self.kind = "definition"
            case "th_open" | "td_open":
                self.kind = "th" if token.type == "th_open" else "td"
            case "tr_close":
                self.blocks.append((f"row {self.kind}", 0, None, tuple(run for cell in self.cells for run in cell)))
                self.cells, self.kind = [], "paragraph"
            case "footnote_reference_open":
                self.note = token.meta["label"]
            case "footnote_reference_close":
                self.note = ""
            case "fence":
                self.add("code", ((token.content.removesuffix("\n"), frozenset()),))
            case "inline":
                self.add("quotation" if self.quotes else self.kind, joined(inline(token.children or ())))

    def add(self, kind: str, words: tuple[Run, ...]) -> None:
        if self.note:
            self.notes[self.note] = words
            return
        if kind in ("th", "td"):
            self.cells.append((*words, ("|", frozenset())))
            return
        self.blocks.append((kind, self.level, self.number, words))
        self.kind, self.level, self.number = "paragraph", 0, None


def inline(tokens: Iterable[Token]) -> Iterator[Run]:
    styles: list[str] = []
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                yield token.content, frozenset(styles)
            case "code_inline":
                yield token.content, frozenset([*styles, "code"])
            case "footnote_ref":
                yield f"[^{token.meta['label']}]", frozenset({"note"})
            case "strong_open" | "em_open":
                styles.append(token.tag)
            case "link_open":
                styles.append(f"link {token.attrs['href']}")
            case "html_inline" if token.content in _TAGS:
                styles.append(_TAGS[token.content])
            case "html_inline" | "strong_close" | "em_close" | "link_close":
                styles.pop()
            case other:
                raise AssertionError(other)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """What looks alike as one, without white space at the ends."""
    found: list[Run] = []
    for text, styles in runs:
        if found and found[-1][1] == styles and "note" not in styles:
            found[-1] = (found[-1][0] + text, styles)
        elif text:
            found.append((text, styles))
    if found:
        found[0] = (found[0][0].lstrip(" "), found[0][1])
        found[-1] = (found[-1][0].rstrip(" "), found[-1][1])
    return tuple(run for run in found if run[0])
