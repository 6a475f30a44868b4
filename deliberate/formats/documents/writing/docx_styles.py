"""The styles of a DOCX: those that Word has built in, by their names, so that each may be changed for all of a text."""

from __future__ import annotations

from html import escape

from deliberate.formats.documents.writing.docx_xml import NAMESPACES

# In half points.
_SIZES = (32, 27, 24, 22, 22, 22)


def _size(halves: int) -> str:
    """Of all scripts."""
    return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'


_BOLD = "<w:b/><w:bCs/>"
_MONOSPACED = f'<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>{_size(20)}'
# Id, name, what it is based on, how its paragraphs and how its letters look.
_PARAGRAPHS = (
    ("Title", "Title", "Normal", '<w:keepNext/><w:spacing w:after="240"/>', f"{_BOLD}{_size(44)}"),
    *(
        (
            f"Heading{level}",
            f"heading {level}",
            "Normal",
            f'<w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="{level - 1}"/>',
            f"{_BOLD}{_size(size)}",
        )
        for level, size in enumerate(_SIZES, 1)
    ),
    ("ListBullet", "List Bullet", "Normal", '<w:spacing w:after="60"/>', ""),
    ("ListNumber", "List Number", "Normal", '<w:spacing w:after="60"/>', ""),
    ("Quote", "Quote", "Normal", '<w:ind w:left="567" w:right="567"/>', ""),
    ("HTMLPreformatted", "HTML Preformatted", "Normal", '<w:spacing w:line="240" w:lineRule="auto"/>', _MONOSPACED),
    ("Definition", "Definition", "Normal", '<w:ind w:left="425" w:hanging="425"/>', ""),
    ("Bibliography", "Bibliography", "Normal", '<w:ind w:left="425" w:hanging="425"/>', ""),
    ("TableContents", "Table Contents", "Normal", '<w:spacing w:after="0"/>', ""),
    ("TableHeading", "Table Heading", "TableContents", "", _BOLD),
    (
        "FootnoteText",
        "footnote text",
        "Normal",
        '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>',
        _size(19),
    ),
    ("Footer", "footer", "Normal", '<w:tabs><w:tab w:val="right" w:pos="9026"/></w:tabs>', _size(18)),
)
_LETTERS = (
    ("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
    ("HTMLCode", "HTML Code", _MONOSPACED),
    ("Hyperlink", "Hyperlink", '<w:color w:val="0B57A4"/><w:u w:val="single"/>'),
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="888888"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style>"
)


def styles(language: str) -> str:
    """`language`: what a program checks the spelling by; its own where nothing is known of it."""
    code = escape(language)
    spoken = f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="{code}"/>' if code else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:styles xmlns:w="{NAMESPACES["w"]}"><w:docDefaults>'
        '<w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
        f"{_size(22)}{spoken}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        f"{''.join(_paragraph(*row) for row in _PARAGRAPHS)}{''.join(_letters(*row) for row in _LETTERS)}{_TABLES}"
        "</w:styles>"
    )


def _paragraph(key: str, name: str, base: str, paragraph: str, letters: str) -> str:
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    look = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
        f"<w:qFormat/>{properties}{look}</w:style>"
    )


def _letters(key: str, name: str, letters: str) -> str:
    return f'<w:style w:type="character" w:styleId="{key}"><w:name w:val="{name}"/><w:rPr>{letters}</w:rPr></w:style>'
