"""What a DOCX draws."""

from __future__ import annotations

from tests.formats.documents.office.making import docx, docx_parts, p, part, read_bytes, run, text_box, zipped


def drawing(content: str, about: str = "") -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1"{about}/>{content}</wp:inline></w:drawing></w:r>'


def texts(runs: str) -> list[str]:
    return [passage.text for passage in read_bytes(docx(p(runs))).passages]


def unread(runs: str) -> list[str]:
    return [str(said) for said in read_bytes(docx(p(run("Trees") + runs))).unread]


def test_a_text_box_stands_after_the_paragraph_it_is_beside() -> None:
    assert texts(run("one ") + text_box(p("Beside") + p("below")) + run("two")) == ["one two", "Beside", "below"]


def test_of_a_box_that_is_there_twice_for_old_and_new_programs_one_is_read() -> None:
    new = drawing(f"<wps:wsp><wps:txbx><w:txbxContent>{p('Beside')}</w:txbxContent></wps:txbx></wps:wsp>")
    twice = (
        "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    def inner(runs: str) -> str:
        return runs.removeprefix("<w:r>").removesuffix("</w:r>")

    both = twice.format(inner(new.replace("<w:rPr></w:rPr>", "")), inner(text_box(p("Beside"))))
    assert texts(run("one") + both) == ["one", "Beside"]
    only_old = twice.format(inner(drawing("<wps:wsp/>")), inner(text_box(p("Beside"))))
    assert texts(run("one") + only_old) == ["one", "Beside"]


def test_boxes_within_boxes_and_drawn_words_are_read() -> None:
    assert texts(run("one") + text_box(p(run("two") + text_box(p("three"))))) == ["one", "two", "three"]
    assert texts(run("one") + '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>') == [
        "one",
        "DRAFT",
    ]
    shape = drawing("<a:graphic><a:p><a:r><a:t>In a shape</a:t></a:r></a:p></a:graphic>")
    assert texts(run("one") + shape) == ["one", "In a shape"]


def test_pictures_are_counted_and_their_descriptions_told() -> None:
    picture = drawing("<a:graphic><pic:pic/></a:graphic>", ' descr="A map of the region"')
    old = '<w:r><w:pict><v:shape alt="A photo"><v:imagedata/></v:shape></w:pict></w:r>'
    assert unread(picture + old) == [
        "2 pictures",
        "a picture or chart says: A map of the region",
        "a picture or chart says: A photo",
    ]


def test_objects_of_other_programs_are_counted() -> None:
    assert unread("<w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r>") == [
        "1 object of another program"
    ]


def test_the_words_of_a_chart_are_told() -> None:
    chart = drawing('<a:graphic><c:chart r:id="chart"/></a:graphic>')
    parts = docx_parts(p(run("Trees") + chart), [("chart", "chart", "chart.xml")])
    words = "<c:title><a:t>Trees a year</a:t></c:title><c:cat><c:v>2024</c:v></c:cat>"
    read = read_bytes(zipped({**parts, "word/chart.xml": part("c:chartSpace", words)}))
    assert [str(said) for said in read.unread] == [
        "1 chart or diagram",
        "a picture or chart says: Trees a year 2024",
    ]
    assert unread(chart) == ["1 chart or diagram"]
