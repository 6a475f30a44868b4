"""What an ODT draws."""

from __future__ import annotations

from tests.formats.documents.office.making import odt, odt_parts, read_bytes, zipped

MATHS = "<math:math xmlns:math='http://www.w3.org/1998/Math/MathML'><math:mi>E</math:mi><math:mo>=</math:mo><math:mi>m</math:mi></math:math>"
CHART = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:chart><text:p>Trees a year</text:p></office:chart></office:body></office:document-content>"
)


def texts(content: str) -> list[str]:
    return [passage.text for passage in read_bytes(odt(content)).passages]


def unread(content: str, **parts: str) -> list[str]:
    made = {
        **odt_parts(f"<text:p>Trees{content}</text:p>"),
        **{f"{name}/content.xml": part for name, part in parts.items()},
    }
    return [str(said) for said in read_bytes(zipped(made)).unread]


def test_text_boxes_and_shapes_stand_after_the_paragraph_they_are_beside() -> None:
    box = "<draw:frame><draw:text-box><text:p>Beside</text:p><text:p>below</text:p></draw:text-box></draw:frame>"
    shape = "<draw:g><draw:custom-shape><text:p>In a shape</text:p></draw:custom-shape></draw:g>"
    assert texts(f"<text:p>one {box}two</text:p>") == ["one two", "Beside", "below"]
    assert texts(f"{box}<text:p>one<draw:a>{shape}</draw:a></text:p>") == ["Beside", "below", "one", "In a shape"]


def test_pictures_are_counted_and_their_descriptions_told() -> None:
    frame = "<draw:frame><draw:image/><svg:title>Map</svg:title><svg:desc>A map of the region</svg:desc></draw:frame>"
    assert unread(frame) == ["1 picture", "a picture or chart says: A map of the region"]


def test_a_formula_stands_in_its_line() -> None:
    inline = f"<draw:frame><draw:object>{MATHS}</draw:object><draw:image/></draw:frame>"
    assert texts(f"<text:p>So {inline} holds.</text:p>") == ["So E=m holds."]
    linked = '<draw:frame><draw:object xlink:href="./Formula"/><draw:image/></draw:frame>'
    parts = {**odt_parts(f"<text:p>So {linked} holds.</text:p>{linked}"), "Formula/content.xml": MATHS}
    assert [passage.text for passage in read_bytes(zipped(parts)).passages] == ["So E=m holds.", "E=m"]


def test_charts_and_objects_are_counted_and_the_words_of_a_chart_told() -> None:
    chart = '<draw:frame><draw:object xlink:href="./Chart"/><draw:image/></draw:frame>'
    assert unread(chart, Chart=CHART) == ["1 chart or diagram", "a picture or chart says: Trees a year"]
    assert unread(chart) == ["1 object of another program"]
    assert unread("<draw:frame><draw:object-ole/><draw:image/></draw:frame>") == ["1 object of another program"]
    table = CHART.replace("office:chart", "office:spreadsheet")
    assert unread(chart, Chart=table) == ["1 object of another program", "a picture or chart says: Trees a year"]
