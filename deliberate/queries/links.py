"""Links from posts, with what they lead to: another post, or a proposal or a passage of one."""

from __future__ import annotations

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import aliased

from deliberate.domain.nodes import State
from deliberate.models import Link, Passage, Post, Proposal, Revision

_TARGET = aliased(Post)
# A link, the post it leads to, slug and title of the proposal that this is in or that it leads to, and the words of the
# passage: of the posts with these `ids` of the proposal `own`, but for what leads to other proposals out of sight.
LINKED = (
    select(Link, _TARGET, Proposal.slug, Proposal.title, Passage.text)
    .outerjoin(_TARGET, _TARGET.id == Link.to_post_id)
    .join(Proposal, Proposal.id == func.coalesce(Link.to_proposal_id, _TARGET.proposal_id))
    .outerjoin(Proposal.in_force)
    .outerjoin(Passage, (Passage.revision_id == Revision.id) & (Passage.anchor == Link.to_anchor))
    .where(
        Link.from_post_id.in_(bindparam("ids", expanding=True)),
        or_(Proposal.state == State.VISIBLE, Proposal.id == bindparam("own")),
    )
    .order_by(Link.id)
)
