"""What moderators do to posts and threads. Each act is one public log entry with its reason, and can be undone once."""

from deliberate.actions.curation.case import ACTIONS, Mandate
from deliberate.actions.curation.posts import (
    approve_post,
    check_place,
    check_twins,
    dismiss_flags,
    hide_post,
    merge_posts,
    move_post,
    relabel_post,
    restore_post,
)
from deliberate.actions.curation.threads import lock_thread, unlock_thread
from deliberate.actions.curation.undoing import undo

__all__ = [
    "ACTIONS",
    "Mandate",
    "approve_post",
    "check_place",
    "check_twins",
    "dismiss_flags",
    "hide_post",
    "lock_thread",
    "merge_posts",
    "move_post",
    "relabel_post",
    "restore_post",
    "undo",
    "unlock_thread",
]
