"""Who and what an imported site names, as it is known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.texts import names
from deliberate.formats.sites import SitePerson
from deliberate.models import Message, Person, Post


def people_of(session: Session, wanted: Iterable[SitePerson]) -> dict[str, int]:
    """Ids by key of the name; who is not here yet becomes a signature, a person who cannot sign in."""
    ids = dict(session.execute(select(Person.name_key, Person.id)).all())
    for person in wanted:
        key = names.key(person.name)
        if key not in ids:
            row = Person(name=person.name, name_key=key, joined=person.joined, trusted=True)
            session.add(row)
            session.flush()
            ids[key] = row.id
    return ids


def free_ids(session: Session, model: type[Post | Message], wanted: Set[int]) -> Mapping[int, int]:
    """The ids themselves if none is taken, otherwise new ones in the same order."""
    if not wanted:
        return {}
    taken = session.scalars(select(model.id).where(model.id.between(min(wanted), max(wanted))).order_by(model.id))
    if not any(id in wanted for id in taken):
        return {id: id for id in wanted}
    first = session.scalars(select(func.max(model.id))).one() + 1
    return {id: new for new, id in enumerate(sorted(wanted), first)}
