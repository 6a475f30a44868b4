"""The thread of a readable document: messages of labelled posts, each with its target, source and links."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date

from deliberate.domain import labels, places
from deliberate.domain.arranging import too_deep
from deliberate.domain.labels import Ground, Label, Repliable
from deliberate.domain.labels import Target as GrammarTarget
from deliberate.domain.places import DraftPlace, OnPassage, OnPost, OnProposal
from deliberate.domain.posts import FIELDS, PostWords
from deliberate.domain.words import Say, say
from deliberate.formats.documents import (
    DraftMessage,
    DraftPost,
    PassageLink,
    PostLink,
)
from deliberate.formats.errors import FormatError

_MESSAGE = re.compile(r"message:\s*(\S+)\s*")
_POST = re.compile(r"\[\s*([\w-]+)\s*(?::\s*([\w-]+)\s*)?\]\s*\{([\w-]+)\}\s*")
# A label without its key is a slip; any other word in brackets, such as [sic], is text.
_POST_WITHOUT_KEY = re.compile(rf"\[\s*({'|'.join(Label)})\s*(?::[^\]]*)?\]\s*", re.IGNORECASE)
_OF_MESSAGE = re.compile(r"(by|on|created):\s*(.+)")
# What is said in lines of their own above the body; the line `source:` holds both its title and its address.
_SAID = {field.key: field for field in FIELDS if field.name not in ("body", "source_url")}
_OF_POST = re.compile(rf"(on|link|{'|'.join(_SAID)}):\s*(.+)")


@dataclass
class _Post:
    line: int
    key: str
    label: Label
    ground: Ground | None
    target: DraftPlace
    fields: dict[str, str] = field(default_factory=dict)
    links: list[tuple[int, PassageLink | PostLink]] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    def draft(self) -> DraftPost:
        said = {field.name: self.fields.get(key, "") for key, field in _SAID.items()}
        title, _, url = said["source_title"].partition("|")
        body = _unwrapped("\n".join(self.body).strip())
        if not body:
            raise FormatError(say("the post {%(key)s} says nothing", key=self.key), line=self.line)
        return DraftPost(
            key=self.key,
            label=self.label,
            words=PostWords(**said | {"body": body, "source_title": title.strip(), "source_url": url.strip()}),
            target=self.target,
            ground=self.ground,
            links=tuple(link for _, link in self.links),
        )


@dataclass
class _Message:
    line: int
    key: str
    by: str = ""
    target: DraftPlace = field(default_factory=OnProposal)
    created: date | None = None
    said: set[str] = field(default_factory=set)  # the fields it has a line for
    posts: list[_Post] = field(default_factory=list)


def read_thread(lines: list[str], start: int, anchors: Set[str], slug: str | None) -> list[DraftMessage]:
    """The messages from line index `start` on, of a document with these anchors and perhaps this slug.

    Raises FormatError with the line of what is wrong.
    """
    messages: list[_Message] = []
    in_body = False
    for at in range(start, len(lines)):
        line, number = lines[at].rstrip(), at + 1
        if match := _MESSAGE.fullmatch(line):
            messages.append(_Message(number, match[1]))
            in_body = False
        elif match := _POST_WITHOUT_KEY.fullmatch(line):
            raise FormatError(say("this post has no key; write [%(label)s] {key}", label=match[1]), line=number)
        elif match := _POST.fullmatch(line):
            message = _last(messages, number)
            message.posts.append(_new_post(match, message, number))
            in_body = False
        elif messages and messages[-1].posts:
            post = messages[-1].posts[-1]
            if not in_body and (match := _OF_POST.fullmatch(line)):
                _set(post, match[1], match[2].strip(), number)
            else:
                in_body = in_body or bool(line)
                post.body.append(line)
        elif line:
            message, match = _last(messages, number), _OF_MESSAGE.fullmatch(line)
            if not match:
                raise FormatError(say("expected by:, on:, created: or a [label] {key}"), line=number)
            _set_message(message, match[1], match[2].strip(), number)
    _check(messages, anchors, slug)
    return [_draft(message) for message in messages]


def _draft(message: _Message) -> DraftMessage:
    if not message.by:
        raise FormatError(say("nobody signs this message; add a line by: …"), line=message.line)
    if not message.posts:
        raise FormatError(say("this message has no posts"), line=message.line)
    return DraftMessage(message.key, message.by, tuple(post.draft() for post in message.posts), message.created)


def _unwrapped(body: str) -> str:
    """Lines of a paragraph as one: files are wrapped for reading, but on a page every line break counts."""
    return re.sub(r"(?<=\S)[ ]*\n[ ]*(?=[^\s>*+|#-])(?!\d+[.)] )", " ", body)


def _last(messages: list[_Message], number: int) -> _Message:
    if not messages:
        raise FormatError(say("a thread begins with a line message: …"), line=number)
    return messages[-1]


def _new_post(match: re.Match[str], message: _Message, number: int) -> _Post:
    name, named_ground = match[1].lower(), (match[2] or "").lower()
    if name not in set(Label):
        raise FormatError(
            say("%(name)s is not a label; labels are %(names)s", name=repr(name), names=", ".join(Label)), line=number
        )
    if named_ground and named_ground not in set(Ground):
        raise FormatError(
            say("%(name)s is not a ground; grounds are %(names)s", name=repr(named_ground), names=", ".join(Ground)),
            line=number,
        )
    label, ground = Label(name), Ground(named_ground) if named_ground else None
    if ground and not labels.rule(label).takes_ground:
        raise FormatError(say("%(label)s has no ground", label=labels.name(label)), line=number)
    return _Post(number, match[3], label, ground, message.target)


def _set_message(message: _Message, name: str, text: str, number: int) -> None:
    if name in message.said:
        raise FormatError(say("this message has a line %(name)s: already", name=name), line=number)
    message.said.add(name)
    if name == "by":
        message.by = text
    elif name == "on":
        message.target = _target(text, number)
    else:
        try:
            message.created = date.fromisoformat(text)
        except ValueError:
            raise FormatError(not_a_date(text), line=number) from None


def _set(post: _Post, name: str, text: str, number: int) -> None:
    if name == "link":
        post.links.append((number, _link(text, number)))
        return
    if name in post.fields:
        raise FormatError(say("the post {%(key)s} has a line %(name)s: already", key=post.key, name=name), line=number)
    if name in _SAID and not _SAID[name].fits(labels.rule(post.label)):
        raise FormatError(say("%(label)s has no %(name)s", label=labels.name(post.label), name=name), line=number)
    post.fields[name] = text
    if name == "on":
        post.target = _target(text, number)


def _target(text: str, number: int) -> DraftPlace:
    if (place := places.parse_draft(" ".join(text.split()))) is not None:
        return place
    raise FormatError(say("on: takes 'proposal', 'passage <anchor>' or 'post <key>'"), line=number)


def _link(text: str, number: int) -> PassageLink | PostLink:
    if match := re.fullmatch(r"post\s+([\w-]+)", text):
        return PostLink(match[1])
    if match := re.fullmatch(r"([^\s#]+)(?:#([^\s#]+))?", text):
        return PassageLink(match[1], match[2])
    raise FormatError(say("link: takes 'slug#anchor' or 'post <key>'"), line=number)


def _check(messages: list[_Message], anchors: Set[str], slug: str | None) -> None:
    """That every key is there once and before it is used, every anchor in the document, every label allowed."""
    seen: dict[str, Label] = {}
    levels: dict[str, int] = {}
    named: set[str] = set()
    for message in messages:
        if message.key in named:
            raise FormatError(say("there is a message %(key)s before this one", key=message.key), line=message.line)
        named.add(message.key)
    every = [post for message in messages for post in message.posts]
    keys = {post.key for post in every}
    for post in every:
        if post.key in seen:
            raise FormatError(say("the key {%(key)s} is used twice", key=post.key), line=post.line)
        if why := labels.refusal(post.label, _repliable(post, seen, anchors)):
            raise FormatError(why, line=post.line)
        levels[post.key] = 1 + (levels[post.target.post] if isinstance(post.target, OnPost) else 0)
        if why := too_deep(levels[post.key]):
            raise FormatError(why, line=post.line)
        if labels.rule(post.label).takes_replacement and "replacement" not in post.fields:
            needed = say("%(label)s needs a line replacement:", label=labels.name(post.label))
            raise FormatError(needed, line=post.line)
        for number, link in post.links:
            if isinstance(link, PostLink) and link.key not in keys:
                raise FormatError(say("there is no post {%(key)s}", key=link.key), line=number)
            if isinstance(link, PassageLink) and link.slug == slug and link.anchor not in {None, *anchors}:
                raise FormatError(_no_passage(link.anchor), line=number)
        seen[post.key] = post.label


def not_a_date(text: str) -> Say:
    return say("%(text)s is not a date; write it as 2024-11-20", text=repr(text))


def _no_passage(anchor: str | None) -> Say:
    return say("the document has no passage %(anchor)s", anchor=repr(anchor))


def _repliable(post: _Post, seen: dict[str, Label], anchors: Set[str]) -> Repliable:
    match post.target:
        case OnPost(key):
            if key not in seen:
                raise FormatError(say("there is no post {%(key)s} before this one", key=key), line=post.line)
            return seen[key]
        case OnPassage(anchor):
            if anchor not in anchors:
                raise FormatError(_no_passage(anchor), line=post.line)
            return GrammarTarget.PASSAGE
        case OnProposal():
            return GrammarTarget.PROPOSAL
