"""What people write is shown as they mean it who never heard of Markdown, and never as anything else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_inline.linkify import linkify
from sqlalchemy.orm import Session

from deliberate.web.markdown import addresses as module
from deliberate.web.markdown import to_html, to_plain
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory


def html(text: str) -> str:
    """Without what each link says to programs, and without line ends."""
    return to_html(text).replace(' rel="nofollow ugc noopener"', "").replace("\n", "")


def link(address: str, words: str | None = None) -> str:
    return f'<a href="{address}">{words or address}</a>'


def test_case_web_06_a_number_that_somebody_writes_is_the_number_that_is_shown(session: Session, cast: Cast) -> None:
    body = "7. Oktober 2026 war der Stichtag.\n\nAs I said about your points:\n\n3. the fence\n4. the gate"
    post = PostFactory(author=cast.ben, body=body, anchor="first")
    page = cast.visitor.get(f"/posts/{post.id}").text
    assert "<p>7. Oktober 2026 war der Stichtag.</p>" in page
    assert '<ol start="3">\n<li value="3">the fence</li>\n<li value="4">the gate</li>' in page
    lists = ("/people/Ben", f"/proposals/{post.proposal.slug}/map", f"/proposals/{post.proposal.slug}/map.json")
    for address in lists:
        assert "7. Oktober 2026 war der Stichtag." in cast.visitor.get(address).text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1848. Ein Jahr", "<p>1848. Ein Jahr</p>"),
        ("3) x", "<p>3) x</p>"),
        ("01. Mai 2026", "<p>01. Mai 2026</p>"),
        ("7.", "<p>7.</p>"),
        ("123456789. x\n123456790. y", "<p>123456789. x</p><p>123456790. y</p>"),
        ("07. a\n08. b", "<p>07. a</p><p>08. b</p>"),
        ("07. a\n   - b", "<p>07. a</p><ul><li>b</li></ul>"),
        ("- 7. Oktober", "<ul><li><p>7. Oktober</p></li></ul>"),
        ("> 7. Oktober", "<blockquote><p>7. Oktober</p></blockquote>"),
        ("7. *so* sagte\ner", "<p>7. <em>so</em> sagte<br>er</p>"),
        ("7. a\n9. b", '<ol start="7"><li value="7">a</li><li value="9">b</li></ol>'),
        ("2) a\n3) b", '<ol start="2" class="bracketed"><li value="2">a</li><li value="3">b</li></ol>'),
        ("1848. a\n1849. b", '<ol start="1848" class="wide"><li value="1848">a</li><li value="1849">b</li></ol>'),
        ("7. a\n   - b", '<ol start="7"><li value="7">a<ul><li>b</li></ul></li></ol>'),
        ("1. a\n\n   7. Mai\n\n2. b", '<ol><li value="1"><p>a</p><p>7. Mai</p></li><li value="2"><p>b</p></li></ol>'),
        ("1.\n2. b", '<ol><li value="1"></li><li value="2">b</li></ol>'),
        ("+ 5 % mehr", "<p>+ 5 % mehr</p>"),
        ("+ 49 30 123\n+ 49 40 456", "<p>+ 49 30 123</p><p>+ 49 40 456</p>"),
        ("- 5.5 Grad", "<p>- 5.5 Grad</p>"),
        ("1. + 5\n2. - 6", '<ol><li value="1"><p>+ 5</p></li><li value="2"><p>- 6</p></li></ol>'),
        ("- 5 houses\n- 3 barns", "<ul><li>5 houses</li><li>3 barns</li></ul>"),
        ("+ cheap\n+ quick\n- dear", "<p>+ cheap</p><p>+ quick</p><p>- dear</p>"),
        ("- dear\n+ cheap\n  - and good\n- slow", "<p>- dear</p><p>+ cheap</p><ul><li>and good</li></ul><p>- slow</p>"),
    ],
)
def test_numbers_that_begin_a_line_stay_what_they_are(written: str, shown: str) -> None:
    assert html(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Bürger*innen und Lehrer*innen", "<p>Bürger*innen und Lehrer*innen</p>"),
        ("**Bürger*innen**", "<p><strong>Bürger*innen</strong></p>"),
        ("5*3*2 = 30", "<p>5*3*2 = 30</p>"),
        ("so *sehr*, und (*so*)", "<p>so <em>sehr</em>, und (<em>so</em>)</p>"),
        ("un**glaub**lich", "<p>un<strong>glaub</strong>lich</p>"),
        ("公園*を*広げる", "<p>公園<em>を</em>広げる</p>"),
    ],
)
def test_an_asterisk_within_a_word_stays_there(written: str, shown: str) -> None:
    assert html(written) == shown


@pytest.mark.parametrize("line", ["[Ada]: yes", "[1]: https://example.org/x", "[a]: /b 'c'"])
def test_a_line_that_begins_with_brackets_is_not_swallowed(line: str) -> None:
    assert to_plain(f"{line}\n\nSee [1].") == f"{line} See [1]."


def test_case_web_07_an_address_typed_in_a_post_is_a_link(session: Session, cast: Cast) -> None:
    post = PostFactory(body="See https://example.org/report_2026.pdf, and (https://example.org/a_(b)).")
    page = cast.visitor.get(f"/posts/{post.id}").text.replace(' rel="nofollow ugc noopener"', "")
    links = [link(f"https://example.org/{path}") for path in ("report_2026.pdf", "a_(b)")]
    assert f"See {links[0]}, and ({links[1]})." in page


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("http://example.org.", f"{link('http://example.org')}."),
        ("https://example.org/a_b_c/*d*/_e_", link("https://example.org/a_b_c/*d*/_e_")),
        ("https://example.org/a?!", f"{link('https://example.org/a')}?!"),
        ("https://example.org/a?b", link("https://example.org/a?b")),
        ("HTTPS://Example.org/A!", f"{link('HTTPS://Example.org/A')}!"),
        ("www.example.org/a, so", f"{link('https://www.example.org/a', 'www.example.org/a')}, so"),
        ("mailto:a@example.org?subject=Hi%20x.", f"{link('mailto:a@example.org?subject=Hi%20x')}."),
        ("ask a.b@example.org;", f"ask {link('mailto:a.b@example.org', 'a.b@example.org')};"),
        (
            "“https://example.org/a,” »https://example.org/b«",
            f"“{link('https://example.org/a')},” »{link('https://example.org/b')}«",
        ),
        ('"https://example.org/a"', f'"{link("https://example.org/a")}"'),
        ("https://example.org/。次", f"{link('https://example.org/')}。次"),
        ("https://example.org/a%20b?c=1&d=2#e", link("https://example.org/a%20b?c=1&amp;d=2#e")),
        (
            "https://bücher.example/straße",
            link("https://xn--bcher-kva.example/stra%C3%9Fe", "https://bücher.example/straße"),
        ),
        ("https://example.org/\u202egpj.exe", f"{link('https://example.org/')}\u202egpj.exe"),
        ("[here](https://example.org/)", link("https://example.org/", "here")),
        ("[https://a.example](https://b.example)", link("https://b.example", "https://a.example")),
        ("<https://example.org>", link("https://example.org")),
    ],
)
def test_addresses_without_brackets_are_links(written: str, shown: str) -> None:
    assert html(written) == f"<p>{shown}</p>"


def test_addresses_in_what_is_no_markdown_are_links_too(session: Session, cast: Cast) -> None:
    at = "https://example.org/a_b"
    proposal = ProposalFactory(slug="plan", summary=f"As {at}, shorter.", source=at, owner=cast.ada)
    proposal.in_force.passages[1].text = f"See {at}."
    proposal.in_force.summary = f"After {at}."
    post = PostFactory(proposal=proposal, anchor="first", settles=f"A count ({at}).")
    session.commit()
    sent = {"do": "act", "reason": f"Against the rules: {at}.", "version": str(post.version)}
    assert cast.browser(cast.mo).send(f"/moderation/posts/{post.id}/hide", sent).status_code == 303
    links = {
        "/proposals/plan": 3,  # the summary, the source, the passage
        "/proposals/plan/history": 2,  # the summary, and what the revision says of itself
        "/proposals/plan/log": 2,
    }
    found = {page: cast.visitor.get(page).text.count(f'<a href="{at}" rel=') for page in links}
    assert found == links


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "[x](javascript:alert(1))",
        "data:text/html,x",
        "ftp://example.org/x",
        "//example.org/x",
        "ended.It began",
        "etc.in",
        "a@b",
        "@ada",
        "see www. and https://",
        "`https://example.org`",
        "```\nhttps://example.org www.example.org a@example.org\n```",
    ],
)
def test_nothing_else_is_a_link(written: str) -> None:
    assert "<a" not in to_html(written)


@given(
    st.lists(
        st.sampled_from(
            [
                "1. ",
                "07) ",
                "- ",
                "  ",
                "\n",
                "\n\n",
                "> ",
                "a",
                "https://",
                "www.",
                "mailto:",
                "x.org",
                "/_",
                "(",
                ")",
                "[",
                "](",
                "*",
                "`",
                "```",
                "|",
                "@",
                "é",
                "例",
                "\u202e",
                "javascript:",
                '"',
                "<",
                "&",
            ]
        ),
        max_size=30,
    )
)
def test_whatever_is_written_leads_nowhere_else_and_can_be_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    for address in re.findall('href="([^"]*)"', to_html(text)):
        assert not re.match("(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", address, re.IGNORECASE)
    assert "\n" not in to_plain(text)


def test_case_web_08_a_paragraph_with_an_indented_first_line_is_a_paragraph(session: Session, cast: Cast) -> None:
    body = "    Dear neighbours,\n\n    the *whole* plan: https://example.org/plan\n\n\tYours"
    post = PostFactory(body=body)
    page = cast.visitor.get(f"/posts/{post.id}").text.replace(' rel="nofollow ugc noopener"', "")
    assert "<p>Dear neighbours,</p>" in page
    assert f"<p>the <em>whole</em> plan: {link('https://example.org/plan')}</p>" in page
    assert "<p>Yours</p>" in page
    assert "<pre>" not in page


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
        ("Because:\n- a\n- b", "<p>Because:</p><ul><li>a</li><li>b</li></ul>"),
        ("1. a\n  - b\n2. c", '<ol><li value="1">a<ul><li>b</li></ul></li><li value="2">c</li></ol>'),
        ("1. a\n\t- b", '<ol><li value="1">a<ul><li>b</li></ul></li></ol>'),
        ("- a\n    - b\n        - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("```\n  code\n```", "<pre><code>  code</code></pre>"),
    ],
)
def test_lines_and_lists_are_kept_as_they_were_laid_out(written: str, shown: str) -> None:
    assert html(written) == shown


@pytest.mark.parametrize(
    ("text", "addresses"), [("://" * 2_500, 0), ("x://" * 2_500, 0), ("https://a.example " * 3, 3)]
)
def test_what_stands_before_a_sign_of_an_address_is_looked_through_only_where_one_is(
    monkeypatch: pytest.MonkeyPatch, text: str, addresses: int
) -> None:
    asked = []
    monkeypatch.setattr(module, "linkify", lambda *given: asked.append(given) or linkify(*given))
    to_plain(text)
    assert len(asked) == addresses


def test_a_table_has_a_frame_that_scrolls_and_that_a_keyboard_reaches() -> None:
    assert html("|a|\n|-|\n|b|").startswith('<div class="table" role="region" tabindex="0" aria-label="Table"><table>')


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('a & b <c> "d"', 'a & b <c> "d"'),
        ("3. a\n4. b", "3. a 4. b"),
        ("**bold** `code`\n\n> said\n\n```\nx  y\n```", "bold code said x y"),
        ("|a|b|\n|-|-|\n|c|d|", "a b c d"),
        ("[here](https://example.org/) https://example.org/b", "here https://example.org/b"),
        ("- [ ] *a*\n  - b", "[ ] a b"),
    ],
)
def test_the_words_alone_are_on_one_line_with_their_numbers(written: str, words: str) -> None:
    assert to_plain(written) == words
