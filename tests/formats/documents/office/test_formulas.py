"""Formulas in one line."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.office.formulas import formula
from deliberate.formats.documents.office.markup import parsed
from tests.formats.documents.office.making import part


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (t("E=m") + f"<m:sSup><m:e>{t('c')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>", "E=mc^2"),
        (f"<m:f><m:num>{t('a+b')}</m:num><m:den>{t('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e>{t('x')}</m:e></m:rad>", "√(x)"),
        (f"<m:d><m:dPr/><m:e>{t('x')}</m:e></m:d>", "(x)"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i")}</m:sub><m:e>{t("x")}</m:e></m:nary>', "∑ix"),
        (f"<m:nary><m:naryPr/><m:sub/><m:sup/><m:e>{t('x')}</m:e></m:nary>", "∫x"),
        (
            f"<m:m><m:mr><m:e>{t('1')}</m:e><m:e>{t('2')}</m:e></m:mr><m:mr><m:e>{t('3')}</m:e></m:mr></m:m>",
            "1 2;3",
        ),
        (f"<m:sSubSup><m:e>{t('x')}</m:e><m:sub>{t('1')}</m:sub><m:sup>{t('2')}</m:sup></m:sSubSup>", "x_1^2"),
    ],
)
def test_office_math_is_one_line_of_words(content: str, shown: str) -> None:
    assert formula(parsed(part("m:oMath", content).encode(), "")) == shown


def test_mathml_is_one_line_of_words_without_the_text_it_was_made_from() -> None:
    content = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>E</mi><mo>=</mo>'
        "<msup><mi>c</mi><mn>2</mn></msup></mrow><annotation>E = c^2</annotation></semantics></math>"
    )
    assert formula(parsed(content.encode(), "")) == "E=c^2"
