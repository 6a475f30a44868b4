"""Finding proposals, passages and posts, on either database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.models import Passage, Post, Proposal
from deliberate.models.search import Kind
from deliberate.queries.pages import Page
from deliberate.queries.search import PAGE, search
from deliberate.upkeep.indexing import index_is_complete, index_posts, index_proposal, index_thread, rebuild_index
from tests.factories import PostFactory, ProposalFactory


def say(session: Session, body: str, **given: object) -> Post:
    post: Post = PostFactory(body=body, **given)
    index_posts(session, [post.id])
    return post


def found(session: Session, query: str) -> list[int | None]:
    return [hit.post for hit in search(session, query, kinds=[Kind.POST]).hits]


def test_every_word_must_occur(session: Session) -> None:
    both = say(session, "The audit was public.")
    say(session, "The audit was secret.")
    assert found(session, "public audit") == [both.id]


@pytest.mark.parametrize("query", ["audits", "AUDITED", "accountab", "officials accountab", "Áudit", "official"])
def test_endings_capitals_and_accents_do_not_matter(session: Session, query: str) -> None:
    post = say(session, "An audit makes officials accountable.")
    assert found(session, query) == [post.id]


def test_words_with_the_same_beginning_are_told_apart_when_they_are_short(session: Session) -> None:
    say(session, "The carrier was late.")
    assert found(session, "car late") == []


def test_the_exact_word_comes_before_words_that_begin_like_it(session: Session) -> None:
    say(session, "Policies of one kind, and more of another kind.")
    exact = say(session, "The policy of one kind, and more of another kind.")
    assert found(session, "policy kind")[0] == exact.id


@pytest.mark.parametrize("query", ["教育", "市民"])
def test_case_web_20_a_word_in_the_middle_of_a_sentence_without_spaces_is_found(session: Session, query: str) -> None:
    proposal: Proposal = ProposalFactory(title="新しい市民公園の計画")
    passage = session.scalars(select(Passage).where(Passage.anchor == "first")).one()
    passage.text = "公園を広げて教育の場にする計画です。"
    index_proposal(session, proposal)
    [hit] = search(session, query).hits
    assert hit.slug == proposal.slug
    if query == "教育":
        assert [piece.text for piece in hit.snippet if piece.found] == ["教育"]


@pytest.mark.parametrize("query", ["fees", "jobs", "cities"])
def test_case_web_21_short_words_are_found_in_singular_and_plural(session: Session, query: str) -> None:
    said = {word: say(session, body) for word, body in SINGULAR.items()}
    assert found(session, query) == [said[query].id]


@pytest.mark.parametrize("query", ["resume", "résumé", "re\u0301sume\u0301"])
def test_case_web_22_accents_typed_in_two_parts_are_accents(session: Session, query: str) -> None:
    post = say(session, "Le re\u0301sume\u0301 du projet")
    assert found(session, query) == [post.id]


LETTERS = "abcdefghijklmnopqrstuvwxyz"
SINGULAR = {"fees": "A fee is due on each boat.", "jobs": "One job is lost.", "cities": "Our city pays."}


@pytest.mark.parametrize(
    ("body", "queries"),
    [
        ("การศึกษาของเด็กต้องมาก่อน", "ศึกษา เด็ก ก"),
        ("ການສຶກສາຂອງເດັກ", "ສຶກສາ ເດັກ"),
        ("ការសិក្សារបស់កុមារ", "សិក្សា កុមារ"),
        ("ကလေးများ၏ပညာရေး", "ပညာ ကလေး"),
        ("시민들은 공원계획에 반대한다", "시민 계획 공원 반대 민"),
        ("ｶﾞｲﾄﾞブックを作る", "ガイド ブック 作"),
        ("COVID疫情期間の５Ｇ网络", "疫情 covid 5g 网络"),
        ("أُحِبُّ الْمَدِينَةَ وَأَحْمَد", "المدينة مدينة احب"),
        ("نقترح توسيع الحديقة والمكتبات بالمدينة", "حديقة والحديقة مكتبة مكتبات المكتبات مدينة"),
        ("שָׁלוֹם לָעוֹלָם", "שלום"),
        ("Không ai kiểm tra được tiền đi đâu", "khong kiem duoc đâu dau"),
        ("Łódź płaci za drogi i nikt tego nie sprawdza", "lodz łódź placi droga"),
        ("Smørrebrød for alle i København", "smorrebrod københavn kobenhavn"),
        ("Işık ve su İstanbul için pahalı", "isik IŞIK istanbul"),
        ("Die Häuser an der Straße sind von großer Größe", "haus häuser haeuser strasse groesse grosse"),
        ("Les élus nationaux vérifient les dépenses", "national elu vérifier depense dépenses"),
        ("Las naciones no controlan las inversiones", "nación nacion inversión controla"),
        ("The ﬁsh in e-mails to U.S. buses cost 1,000", "fish email emails us bus 1000 e-mail 1,000"),
        ("The e-mail cost ＡＢＣ 2.8 million", "emails abc 2.8"),
        ("राजनीति में बच्चे", "राजनीति बच्चा"),
        ("Граждане платят за ёлки", "гражданин елка ёлка платить"),
    ],
)
def test_words_are_found_in_any_script_and_form(session: Session, body: str, queries: str) -> None:
    post = say(session, body)
    say(session, "Something else.")
    assert {query: found(session, query) for query in queries.split()} == {q: [post.id] for q in queries.split()}


def test_letters_are_found_in_a_row_and_what_is_quoted_word_for_word(session: Session) -> None:
    post = say(session, "公園を広げて教育の場にする計画です。")
    for query in ("広場", "教場", "公園計画"):
        assert found(session, query) == []
    assert found(session, "公園 計画") == [post.id]
    quoted = say(session, "An audit of public money.")
    say(session, "The public wants its money audited publicly.")
    assert found(session, '"public money"') == [quoted.id]
    assert found(session, '"publics money"') == []
    assert len(found(session, "public money")) == 2


def test_a_form_of_one_language_is_not_taken_for_one_of_another(session: Session) -> None:
    say(session, "The car is cited by the police.")
    for query in ("care it", "city it", "policy it"):
        assert found(session, query) == []


@pytest.mark.parametrize("state", [State.HELD, State.HIDDEN])
def test_what_is_not_visible_is_not_found_and_needs_no_new_index(session: Session, state: State) -> None:
    post = say(session, "The audit was public.")
    post.state = state
    session.flush()
    page = search(session, "audit")
    assert (page.hits, page.page.total) == ((), 0)


def test_a_merged_post_is_not_found(session: Session) -> None:
    kept = say(session, "An audit.")
    merged = say(session, "An audit too.", proposal=kept.proposal)
    merged.state, merged.merged_into_id = State.MERGED, kept.id
    session.flush()
    assert found(session, "audit") == [kept.id]


def test_only_the_current_words_of_a_post_are_found(session: Session) -> None:
    post = say(session, "An audit.")
    post.body = "A review."
    index_posts(session, [post.id])
    assert found(session, "audit") == []
    assert found(session, "review") == [post.id]


def test_a_passage_is_found_at_its_anchor_and_a_proposal_by_its_title(session: Session) -> None:
    proposal: Proposal = ProposalFactory(title="Rivers and roads")
    index_proposal(session, proposal)
    [passage] = search(session, "second thing").hits
    assert (passage.kind, passage.slug, passage.anchor) == (Kind.PASSAGE, proposal.slug, "second")
    [whole] = search(session, "rivers").hits
    assert (whole.kind, whole.title, whole.anchor, whole.post) == (Kind.PROPOSAL, "Rivers and roads", None, None)


def test_kinds_can_be_left_out(session: Session) -> None:
    post = say(session, "The second thing.")
    index_proposal(session, post.proposal)
    assert {hit.kind for hit in search(session, "second thing").hits} == {Kind.PASSAGE, Kind.POST}
    assert [hit.kind for hit in search(session, "second thing", kinds=[Kind.PASSAGE]).hits] == [Kind.PASSAGE]


def test_pages_hold_a_fixed_number_and_a_page_too_far_is_the_last(session: Session) -> None:
    proposal = ProposalFactory()
    for _ in range(PAGE + 3):
        PostFactory(proposal=proposal, body="Same words.")
    index_thread(session, proposal)
    first, last = search(session, "same"), search(session, "same", page=99)
    assert (len(first.hits), len(last.hits), last.page) == (PAGE, 3, Page(2, PAGE, PAGE + 3))
    assert len({hit.post for hit in (*first.hits, *last.hits)}) == PAGE + 3


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            "   ",
            "\0",
            "'",
            '"',
            "\\",
            "a\0b",
            "NOT",
            "AND OR",
            "NEAR(a b)",
            "a:b",
            "title_words:x",
            "-a",
            "*",
            "((",
        ),
        *("🙂", "🙂 audit", "audit' | 'x", "<mark>", "%", "'); DROP TABLE posts; --", "é" * 300, "½ ﷺ ß İ", "\ud800"),
        *(
            "教" * 3000,
            "ก" * 3000,
            "_en_someth",
            "_",
            "\u0301",
            "\u200d",
            "教\0育",
            "a\u0301" * 2000,
            "「」",
            "“",
            "1,,0",
        ),
        *("x" * 10_000, "word " * 2_000, '"' * 10_000, " ".join(map(str, range(3_000)))),
    ],
)
def test_any_input_is_safe(session: Session, query: str) -> None:
    say(session, "Something else.")
    assert search(session, query).page.total == 0


def test_any_text_can_be_indexed(session: Session) -> None:
    post = say(session, "🙂 'quoted' \"twice\" \\ ½ ﷺ " + "x" * 5_000 + " the end")
    assert found(session, "quoted twice end") == [post.id]
    # As many different keys as there can be.
    for letters in ("".join(chr(n) + "\u4e00" for n in range(0x20000, 0x2A000)), " ".join(map(str, range(30_000)))):
        assert say(session, "end " + letters).id in found(session, "end")
    forms = " ".join(f"{a}{b}{c}é-ö{c}{b}" for a in LETTERS for b in LETTERS for c in LETTERS)
    assert say(session, "the und le et " + forms).id in found(session, "und")


def test_snippets_mark_what_was_found_and_nothing_else(session: Session) -> None:
    say(session, "<b>An audit</b> " + "and so on " * 100 + "nothing")
    [hit] = search(session, "audit").hits
    assert [piece.text for piece in hit.snippet if piece.found] == ["audit"]
    assert hit.snippet[0].text == "<b>An "
    assert sum(len(piece.text) for piece in hit.snippet) < 240


def test_statements_do_not_grow_with_what_is_found(
    session: Session, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    proposal = ProposalFactory()
    for size in (1, 15):
        for _ in range(size):
            PostFactory(proposal=proposal, body="Same words.")
        index_thread(session, proposal)
        with count_statements() as statements:
            search(session, "same")
        assert len(statements) == 2


def test_a_rebuilt_index_is_complete_and_a_lost_entry_is_noticed(session: Session) -> None:
    post = say(session, "The audit was public.")
    assert not index_is_complete(session)  # the proposal's own words are missing
    rebuild_index(session)
    assert index_is_complete(session)
    passage = session.scalars(select(Passage)).first()
    assert passage
    passage.text = "Changed behind its back."
    session.flush()
    assert not index_is_complete(session)
    assert found(session, "audit") == [post.id]
