"""What was read of a document, as it is kept until it is put up."""

from __future__ import annotations

from typing import Any

from deliberate.actions.drafting import keep_draft
from deliberate.domain.texts.outlines import Row
from deliberate.extensions import session
from deliberate.formats.documents import Document
from deliberate.models import Person
from deliberate.web.proposals.forms import DetailsForm, DraftForm
from deliberate.web.words import as_text, said

_DETAILS = ("title", "summary", "topics", "authors", "source")


def keep(person: Person, document: Document, source: str, form: DetailsForm, name: str) -> int:
    """The number of the draft. What is in the boxes goes before what the file says of itself."""
    typed = {field: value for field, value in fields_of(form).items() if value}
    return keep_draft(
        session(),
        person,
        _rows(document),
        name=name[-200:],
        source=source,
        words=document.plain,
        unread=[as_text(said(what)) for what in document.unread],
        fields={**_known(document), **typed},
    )


def fields_of(form: DetailsForm) -> dict[str, Any]:
    fields = {name: form[name].data or "" for name in _DETAILS}
    return fields | ({"language": form.language.data} if isinstance(form, DraftForm) else {})


def _rows(document: Document) -> list[Row]:
    """All that was read, in the order of the file."""
    rows = [Row(passage) for passage in document.passages]
    for left in reversed(document.left_out):
        rows.insert(left.before, Row(left.passage, is_left_out=True, why=as_text(said(left.why))))
    return rows


def _known(document: Document) -> dict[str, Any]:
    return {
        "title": document.title[:200],
        "summary": document.summary[:500],
        "topics": ", ".join(document.topics),
        "authors": "; ".join(document.authors),
        "source": " · ".join(filter(None, (document.source, document.licence)))[:500],
        "language": document.spoken,
        "is_guessed": document.spoken != document.language,
    }
