"""What may stand where: why a post may not be merged, moved or relabelled, in plain words. Nothing here writes."""

from __future__ import annotations

from deliberate.domain import labels
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.places import OnPost, Place
from deliberate.domain.words import Explained, Sentence, either, say, say_many

# No post stands more levels below the document: beyond, nobody can follow who answers whom. What was deeper before
# there was a bound stays, and nothing is added to it.
DEEPEST = 100


class Refusal(Explained):
    """Why something may not be done, in a sentence for the person who asked."""


def too_deep(level: int) -> Sentence | None:
    """Why nothing may stand so many levels below the document; None if it may."""
    if level <= DEEPEST:
        return None
    return say(
        "An exchange can be %(most)d replies deep, and this would be deeper. Start a new point, and link it.",
        most=DEEPEST,
    )


def check_merge(graph: Graph, keep: int, duplicate: int) -> None:
    """Raises Refusal if `duplicate` may not be merged into `keep`."""
    kept, merged = graph.nodes[keep], graph.nodes[duplicate]
    if keep == duplicate:
        raise Refusal(say("A post cannot be merged into itself. Choose another post to keep."))
    if kept.state is not State.VISIBLE:
        raise Refusal(say("The post to keep is not visible. Restore it first, or keep another one."))
    if merged.state is State.MERGED:
        raise Refusal(say("This post is already merged into another one."))
    if _is_below(graph, keep, duplicate):
        raise Refusal(say("The post to keep is a reply below this one. Merge the other way round, or move it first."))
    if kept.label is not merged.label:
        raise Refusal(
            say(
                "One is %(one)s, the other %(other)s. Only posts with the same label can be merged: relabel one of "
                "them first.",
                one=labels.name(kept.label),
                other=labels.name(merged.label),
            )
        )


def check_move(graph: Graph, post: int, to: Place) -> None:
    """Raises Refusal if `post` may not go there."""
    if isinstance(to, OnPost):
        parent = graph.kept(to.post)
        if parent == post or _is_below(graph, parent, post):
            raise Refusal(say("A post cannot be moved below itself."))
    if why := labels.refusal(graph.nodes[post].label, graph.replied_to(to)):
        raise Refusal(why)


def _is_below(graph: Graph, post: int, other: int) -> bool:
    """Told from above: what is below a post may be most of a thread."""
    return any(node.id == other for node in graph.ancestors(post))


def check_relabel(graph: Graph, post: int, label: Label) -> None:
    """Raises Refusal if the new label does not fit where the post is, or its replies would not fit under it."""
    node = graph.nodes[post]
    if node.label is label:
        raise Refusal(say("This post is already %(label)s.", label=labels.name(label)))
    if why := labels.refusal(label, graph.target(node)):
        raise Refusal(why)
    unfit = [reply for reply in graph.replies(post) if labels.refusal(reply.label, label)]
    if unfit:
        raise Refusal(
            say_many(
                "It has %(num)d reply that could not stand under %(label)s: %(kinds)s. Move or relabel those first.",
                "It has %(num)d replies that could not stand under %(label)s: %(kinds)s. Move or relabel those first.",
                len(unfit),
                label=labels.name(label),
                kinds=either(sorted({labels.name(reply.label) for reply in unfit}, key=str)),
            )
        )
