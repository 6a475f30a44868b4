"""What moderators do to posts, threads, proposals and profiles.

Each act is one public log entry with its reason, and can be undone once.
"""

from deliberate.actions.curation.appealing import appeal, uphold
from deliberate.actions.curation.case import ACTIONS, Mandate
from deliberate.actions.curation.posts import (
    approve_post,
    check_place,
    check_twins,
    check_where,
    decide_where,
    dismiss_flags,
    hide_post,
    merge_posts,
    move_post,
    relabel_post,
    restore_post,
)
from deliberate.actions.curation.profiles import approve_profile, hide_profile, restore_profile
from deliberate.actions.curation.proposals import (
    approve_proposal,
    approve_revision,
    hide_proposal,
    hide_revision,
    restore_proposal,
)
from deliberate.actions.curation.threads import lock_thread, unlock_thread
from deliberate.actions.curation.undoing import undo

__all__ = [
    "ACTIONS",
    "Mandate",
    "appeal",
    "approve_post",
    "approve_profile",
    "approve_proposal",
    "approve_revision",
    "check_place",
    "check_twins",
    "check_where",
    "decide_where",
    "dismiss_flags",
    "hide_post",
    "hide_profile",
    "hide_proposal",
    "hide_revision",
    "lock_thread",
    "merge_posts",
    "move_post",
    "relabel_post",
    "restore_post",
    "restore_profile",
    "restore_proposal",
    "undo",
    "unlock_thread",
    "uphold",
]
