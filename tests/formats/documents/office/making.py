"""Small office files, made of the XML that programs write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from deliberate.formats.documents import Document
from deliberate.formats.documents.office.reading import read

_OPEN = "http://schemas.openxmlformats.org"
RELATIONS = f"{_OPEN}/officeDocument/2006/relationships"
_DOCX = {
    "w": f"{_OPEN}/wordprocessingml/2006/main",
    "r": RELATIONS,
    "m": f"{_OPEN}/officeDocument/2006/math",
    "a": f"{_OPEN}/drawingml/2006/main",
    "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
    "pic": f"{_OPEN}/drawingml/2006/picture",
    "c": f"{_OPEN}/drawingml/2006/chart",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": f"{_OPEN}/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "cp": f"{_OPEN}/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
_URN = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = {
    **{name: f"{_URN}:{name}:1.0" for name in ("office", "style", "text", "table", "meta", "manifest")},
    "draw": f"{_URN}:drawing:1.0",
    "svg": f"{_URN}:svg-compatible:1.0",
    "fo": f"{_URN}:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "math": "http://www.w3.org/1998/Math/MathML",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_HEADING_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="berschrift{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in range(1, 5)
)
# As a German Word names them: ids say nothing.
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    f'{_HEADING_STYLES}<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
)


def _declared(namespaces: Mapping[str, str]) -> str:
    return " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items())


def part(name: str, content: str) -> str:
    """A DOCX part: 'w:styles' around its content."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {_declared(_DOCX)}>{content}</{name}>'


def relations(*rows: tuple[str, str, str]) -> str:
    """Of id, the last word of the type, and target; what has a scheme is outside."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{to}"{_mode(to)}/>' for key, kind, to in rows
    )
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{lines}</Relationships>'


def _mode(to: str) -> str:
    return ' TargetMode="External"' if ":" in to else ""


def zipped(parts: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, ZIP_STORED if name == "mimetype" else None)
    return made.getvalue()


def _types(kinds: Mapping[str, str]) -> str:
    package, word = "application/vnd.openxmlformats-package", "application/vnd.openxmlformats-officedocument"
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_OPEN}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def docx_parts(body: str, links: Iterable[tuple[str, str, str]] = (), **contents: str) -> dict[str, str | bytes]:
    """Parts are given by name: `styles=…`, `numbering=…`, `footnotes=…`, `comments=…`, `header1=…`, `core=…`."""
    contents = {"styles": STYLES, **contents}
    core = contents.pop("core", "")
    kinds = {name: name.rstrip("0123456789") for name in contents}
    own = [(f"part-{name}", kinds[name], f"{name}.xml") for name in contents]
    roots = {"header": "w:hdr", "footer": "w:ftr"}
    return {
        "[Content_Types].xml": _types({"document": "document.main", **kinds}),
        "_rels/.rels": relations(
            ("main", "officeDocument", "word/document.xml"), ("core", "core-properties", "docProps/core.xml")
        ),
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(*own, *links),
        "docProps/core.xml": part("cp:coreProperties", core),
        **{
            f"word/{name}.xml": part(roots.get(kinds[name], f"w:{kinds[name]}"), content)
            for name, content in contents.items()
        },
    }


def docx(body: str, links: Iterable[tuple[str, str, str]] = (), **contents: str) -> bytes:
    return zipped(docx_parts(body, links, **contents))


def run(text: str, look: str = "") -> str:
    """`look`: the content of its properties, such as '<w:b/>'."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", style: str = "", properties: str = "", look: str = "") -> str:
    """A paragraph; text that begins with '<' is runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = text if text.startswith("<") or not text else run(text, look)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def in_list(list_id: int, level: int = 0) -> str:
    """The properties of a paragraph that stands in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def levels(*rows: str, first: int = 1) -> str:
    """Of 'decimal %1.', one for each level."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{first}"/><w:numFmt w:val="{row.split(" ", 1)[0]}"/>'
        f'<w:lvlText w:val="{row.split(" ", 1)[1]}"/>'
        f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for at, row in enumerate(rows)
    )


def numbering(*definitions: str, lists: Mapping[int, tuple[int, str]] | None = None) -> str:
    """Definitions are numbered from 0, each a list of its own from 1, unless `lists` says definition and changes."""
    lists = {at + 1: (at, "") for at in range(len(definitions))} if lists is None else lists
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{definition}</w:abstractNum>'
        for at, definition in enumerate(definitions)
    )
    return defined + "".join(
        f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{definition}"/>{changes}</w:num>'
        for list_id, (definition, changes) in lists.items()
    )


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def text_box(content: str) -> str:
    """A run with a box beside the text, as old programs write it."""
    inside = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape>{inside}</v:shape></w:pict></w:r>"


def odt_parts(text: str, automatic: str = "", styles: str = "", meta: str = "") -> dict[str, str | bytes]:
    """`text` stands in office:text, `automatic` beside it, `styles` in the part of common styles."""

    def root(name: str, content: str) -> str:
        return f"<office:{name} {_declared(_ODT)}>{content}</office:{name}>"

    body = f"<office:body><office:text>{text}</office:text></office:body>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": root(
            "document-content", f"<office:automatic-styles>{automatic}</office:automatic-styles>{body}"
        ),
        "styles.xml": root("document-styles", styles),
        "meta.xml": root("document-meta", f"<office:meta>{meta}</office:meta>"),
    }


def odt(text: str, automatic: str = "", styles: str = "", meta: str = "") -> bytes:
    return zipped(odt_parts(text, automatic, styles, meta))


def fodt(text: str) -> bytes:
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    return f'<?xml version="1.0"?><office:document {_declared(_ODT)}>{body}</office:document>'.encode()


def read_bytes(content: bytes) -> Document:
    return read(BytesIO(content))


def outline(content: bytes) -> list[str]:
    """'heading1 1. Aims', 'item2 - Trees', 'paragraph Words': what a file reads as."""
    return [
        " ".join(
            filter(None, (f"{passage.kind}{passage.level or ''}", passage.number or _bullet(passage), passage.text))
        )
        for passage in read_bytes(content).passages
    ]


def _bullet(passage: object) -> str:
    return "-" if getattr(passage, "kind", "") == "item" else ""
