"""The parts of a DOCX that are the same in all of them, or say no more than whose text it is (ECMA-376 parts 1, 2)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from deliberate.formats.documents import Document
from deliberate.formats.documents.writing.docx_body import BULLETS, INDENT
from deliberate.formats.documents.writing.docx_xml import NAMESPACES

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = f'xmlns:w="{NAMESPACES["w"]}" xmlns:r="{NAMESPACES["r"]}"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_TYPES}.wordprocessingml"
_LEVELS = 9
_SIGNS = "•–▪"
# What people add to the properties of a file has a number from 2 on.
_OF_PEOPLE = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom.xml": f"{_TYPES}.custom-properties+xml",
}
# Of the main part, by the names of their relationships.
RELATED = {name: f"{name}.xml" for name in ("styles", "numbering", "settings", "footnotes")} | {"footer": "footer1.xml"}


def content_types() -> str:
    parts = (f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in TYPES.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(parts)}</Types>'
    )


def package_relationships() -> str:
    return _relationships(
        ("document", f"{_OFFICE}/relationships/officeDocument", "word/document.xml", ""),
        ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", ""),
        ("custom", f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml", ""),
    )


def relationships(parts: Mapping[str, str], links: Mapping[str, str]) -> str:
    """Of a part to other parts, and to the addresses it leads to, by name."""
    return _relationships(
        *((name, f"{_OFFICE}/relationships/{name}", target, "") for name, target in parts.items()),
        *((name, f"{_OFFICE}/relationships/hyperlink", to, ' TargetMode="External"') for to, name in links.items()),
    )


def _relationships(*rows: tuple[str, str, str, str]) -> str:
    lines = (
        f'<Relationship Id="{name}" Type="{kind}" Target="{escape(target)}"{mode}/>'
        for name, kind, target, mode in rows
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def core_properties(document: Document) -> str:
    """The only times in the file are those of the text itself."""
    day = f"{document.created.isoformat()}T00:00:00Z" if document.created else ""
    times = (
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>' for name in ("created", "modified") if day
    )
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>{escape('; '.join(document.authors))}</dc:creator>"
        f"<dc:language>{escape(document.language)}</dc:language>{''.join(times)}</cp:coreProperties>"
    )


def custom_properties(document: Document) -> str:
    """What the other properties have no place for."""
    said = {"Licence": document.licence, "Source": document.source}
    lines = (
        f'<property fmtid="{_OF_PEOPLE}" pid="{number}" name="{name}"><vt:lpwstr>{escape(words)}</vt:lpwstr></property>'
        for number, (name, words) in enumerate(said.items(), 2)
        if words
    )
    return (
        f'{_XML}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f"{''.join(lines)}</Properties>"
    )


def settings() -> str:
    """As Word has been since 2013, so that it opens the file without a word about compatibility."""
    return (
        f'{_XML}<w:settings {_W}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat></w:settings>'
    )


def numbering() -> str:
    """Bullets alone: numbers are printed as the text has them."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{_SIGNS[level % len(_SIGNS)]}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{INDENT * (level + 1)}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
        for level in range(_LEVELS)
    )
    return (
        f'{_XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def footer(document: Document) -> str:
    """Whose text it is, and the number of the page."""
    date = document.created.isoformat() if document.created else ""
    said = " · ".join(filter(None, (", ".join(document.authors), date, document.licence)))
    page = "".join(
        f"<w:r>{inside}</w:r>"
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return (
        f'{_XML}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">{escape(said)}'
        f"</w:t><w:tab/></w:r>{page}</w:p></w:ftr>"
    )
