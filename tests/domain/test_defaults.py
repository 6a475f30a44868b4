"""What is not said of a value, so that a test or an import that says little means what it seems to mean."""

from __future__ import annotations

from deliberate.domain.details import Into, Numbered, Replaced
from deliberate.domain.engine.acceptance import Stake, Verdict
from deliberate.domain.engine.assessment import Forum, Rules
from deliberate.domain.engine.grounded import Extent
from deliberate.domain.engine.ranking import Known
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.engine.status import Ruling
from deliberate.domain.facts import Phase, PostFacts, ProposalFacts
from deliberate.domain.inverses import Inverse
from deliberate.domain.labels import Label, Polarity
from deliberate.domain.nodes import Backing, Claim, Content, Link, Node, State
from deliberate.domain.predicates import Actor, Role
from deliberate.domain.rows import Before
from deliberate.domain.statuses import Status
from deliberate.domain.texts.letters import Word
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.search import Term
from deliberate.domain.texts.snippets import Piece
from deliberate.domain.texts.twins import Draft, Other
from deliberate.domain.words import say


def test_a_post_that_nobody_has_voted_on_stands_in_the_middle_and_is_seen() -> None:
    node = Node(7, Label.OBJECTION, 8)
    assert node[:7] == (7, Label.OBJECTION, 8, None, None, State.VISIBLE, None)
    assert (node.agree, node.passes, node.disagree, node.earlier, node.raised_too) == (0, 0, 0, 0, 0)
    assert (node.backing, node.rejected, node.favoured, node.consensus) == (None, False, False, None)
    assert (node.standing, node.low, node.high, node.balanced, node.extent) == (0.5, 0.1, 0.9, True, Extent.IN)
    assert (node.status, node.few_share, node.withdrawn, node.heir) == (None, False, False, None)
    assert (node.content, node.claim) == (None, None)
    assert (node.sides, node.holders, node.weight, node.raiser) == (0, 0, 1, 8)


def test_nothing_stands_behind_a_reply_and_nobody_judges_a_claim() -> None:
    assert Backing() == (0, 0, 0, False)
    assert Content() == (0, 0)
    assert Claim(2) == (2, 0, 0, None, 0, None)
    assert Link(1, 2, Polarity.ATTACK).backing is None
    assert Verdict() == Verdict(0, 0, 0, 3, False, True, None, Stake.POINT)


def test_a_site_and_a_thread_of_which_nothing_is_known() -> None:
    assert Rules() == Rules(Semantics.QUADRATIC_ENERGY, 3)
    assert Forum(1) == Forum(1, 0, False)
    assert Known(True, True) == (True, True, False, False)
    ruling = Ruling(Status.OPEN, say("Nobody has answered this yet."), say("Stays open until somebody replies."))
    assert (ruling.because, ruling.narrow, ruling.few_share) == ((), False, False)


def test_who_asks_is_a_visitor_and_what_is_asked_about_is_open() -> None:
    assert Actor() == Actor(None, Role.MEMBER)
    proposal = ProposalFacts(1)
    assert proposal == ProposalFacts(1, Phase.OPEN, False, State.VISIBLE)
    assert PostFacts(2, State.VISIBLE, proposal) == PostFacts(2, State.VISIBLE, proposal, False, None)
    assert Before(State.VISIBLE, False) == Before(State.VISIBLE, False, False, False, False)


def test_an_act_has_nothing_to_add_and_nothing_to_restore() -> None:
    assert (Replaced(), Numbered(), Into()) == (Replaced("", ""), Numbered(0), Into(None))
    assert Inverse() == Inverse((), (), None, None, None)


def test_a_text_is_on_no_passage_and_what_is_looked_for_is_a_whole_word() -> None:
    assert Draft("a") == Draft("a", "", None, "")
    assert Other(1, "a") == (1, "a", None)
    assert Word("a", "a", 0, 1) == ("a", "a", 0, 1, False, "")
    assert Term(("a",)) == Term(("a",), frozenset(), False)
    assert Piece("a") == Piece("a", False)
    assert Passage("a", PassageKind.ITEM, 1, "a").number is None
