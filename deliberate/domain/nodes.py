"""The posts and links of a proposal as values, with all that their order and their votes are made of."""

from __future__ import annotations

from typing import NamedTuple

from deliberate.domain import labels
from deliberate.domain.engine.acceptance import Side
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.statuses import Status
from deliberate.domain.words import Worded, say


class State(Worded):
    VISIBLE = "visible", say("visible")
    HELD = "held", say("held")
    HIDDEN = "hidden", say("hidden")
    MERGED = "merged", say("merged")
    WITHDRAWN = "withdrawn", say("withdrawn")


class Backing(NamedTuple):
    """What stands behind a reply to a post: the `voice` of those who agree with it, in `VOICE`ths of a person, and how
    those who hold that post voted on the reply. `rejected`: one side did, where the reply was imported from."""

    voice: int = 0
    agree: int = 0
    disagree: int = 0
    rejected: bool = False

    def __add__(self, other: object) -> Backing:
        """With what further votes put behind it."""
        if not isinstance(other, Backing):
            return NotImplemented
        voice, agree, disagree = (mine + theirs for mine, theirs in zip(self[:3], other[:3], strict=True))
        return Backing(voice, agree, disagree, self.rejected or other.rejected)

    def __sub__(self, other: Backing) -> Backing:
        """Without what these votes put behind it."""
        return self + Backing(-other.voice, -other.agree, -other.disagree)


# One person's voice among replies that they agree with. It is divided without rest by every number up to 20.
VOICE = 232_792_560


class Content(NamedTuple):
    """The person who raised a point says that a reply answers it; what their own vote on the reply is counted in."""

    agree: int = 0
    disagree: int = 0


class Claim(NamedTuple):
    """That a revision of the text deals with a point, and how many people besides the claimant say that it does or not.

    `raiser` is what the person who raised the point says, who is one of them; None while they say nothing.
    """

    revision: int
    holds: int = 0
    fails: int = 0
    raiser: bool | None = None
    # Who wrote the revision.
    claimant: int = 0
    # A side of those who judged it says, beyond chance, that it does not.
    rejected_by: Side | None = None


POLARITIES = {label: labels.rule(label).polarity for label in Label}
# To look a member of an enumeration up takes longer than all that is asked of a reply.
_OUT = Extent.OUT


def is_refuted(label: Label, extent: Extent) -> bool:
    """Whether an accepted reply defeats a post, and it is neither a point, which is answered, nor a proposal of its
    own."""
    return extent is _OUT and label not in labels.STANDS_FOR_ITSELF


class Node(NamedTuple):
    """A post as the graph sees it: `parent` is the post it replies to, else `anchor` a passage, else the proposal."""

    id: int
    label: Label
    author: int
    parent: int | None = None
    anchor: str | None = None
    state: State = State.VISIBLE
    merged_into: int | None = None
    # People other than its author, each once.
    agree: int = 0
    passes: int = 0
    disagree: int = 0
    # How many of those who agree did so with other words than it has now.
    earlier: int = 0
    # People who raised the same in posts merged into it, and have no vote on it.
    raised_too: int = 0
    # What stands behind it as a reply to its parent; None where that is not known: all its voters are different then.
    backing: Backing | None = None
    # Opinion groups, of which none need be told: whether one rejects it, whether one accepts it.
    rejected: bool = False
    favoured: bool = False
    # How far all groups agree with it, 0 to 1; None while no groups are told, or none of its votes was counted.
    consensus: float | None = None
    # What the engine found last: how well it holds up and within which range, whether that came to rest, its label
    # among the accepted attacks, what became of it where it raises an issue, and whether few share it then.
    standing: float = 0.5
    low: float = 0.1
    high: float = 0.9
    balanced: bool = True
    extent: Extent = Extent.IN
    status: Status | None = None
    few_share: bool = False
    # Its author has taken it back. It stays visible while others hold it, of whom one, the heir, may have taken it
    # over.
    withdrawn: bool = False
    heir: int | None = None
    # The number of its words, which rises with each edit.
    wording: int = 1
    # The revision that put other words into the passage that it is about, once it was raised.
    reworded_in: int = 1
    # The person who raised the point it replies to says that it, or what was merged into it, answers that.
    content: Content | None = None
    # The latest revision that claims to deal with it.
    claim: Claim | None = None

    @property
    def polarity(self) -> Polarity:
        return POLARITIES[self.label]

    @property
    def raiser(self) -> int | None:
        return raised_by(self.author, self.withdrawn, self.heir)

    @property
    def sides(self) -> int:
        """How many took sides."""
        return self.agree + self.disagree

    @property
    def holders(self) -> int:
        """How many hold it besides the person whose point it is: they agree, or raised the same."""
        taken_over = self.withdrawn and self.heir is not None
        return max(0, self.agree + self.raised_too - taken_over)

    @property
    def leaves_a_mark(self) -> bool:
        """Whether something is to be seen of it, whatever stands below it: the post, or that it was withdrawn after
        people voted on it."""
        is_told = self.state is State.WITHDRAWN and self.sides + self.passes > 0
        return self.state is State.VISIBLE or is_told

    @property
    def weight(self) -> int:
        """How many hold it in all."""
        return self.holders + (self.raiser is not None)

    @property
    def is_refuted(self) -> bool:
        return is_refuted(self.label, self.extent)


def raised_by(author: int, withdrawn: bool, heir: int | None) -> int | None:
    """Whose word counts as that of the person who raised it: nobody's, once its author has taken it back and until
    somebody takes it over."""
    return heir if withdrawn else author


class Link(NamedTuple):
    """A cross edge between two posts of the proposal, and what stands behind the one as a reply to the other."""

    source: int
    target: int
    polarity: Polarity
    backing: Backing | None = None
