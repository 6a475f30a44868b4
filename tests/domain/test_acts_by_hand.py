"""The table of acts against one by hand: how each is told, its key, what it restores, where it shows."""

from __future__ import annotations

from deliberate.domain.acts import ACTS, Act

# What stands on the button, in the log, in a sentence about the post, and when it is done; and its key.
TOLD = """
approve | Approve | approved | approved | Approved. | a
dismiss | Leave as it is | left as it is, after flags | left as it is | Left as it is; its flags are dealt with. | d
relabel | Relabel | relabelled from %(before)s to %(after)s | relabelled | Relabelled. | l
move | Move | moved from %(before)s to %(after)s | moved | Moved. | v
decide-where | Decide where it belongs | decided where it belongs: on %(after)s | placed | Decided. | w
merge | Merge | merged into | merged | Merged. | m
hide | Hide | hid | hidden | Hidden. | h
restore | Restore | restored | restored | Restored. | r
lock | Lock this thread | locked the thread | locked | Locked. |
unlock | Unlock this thread | unlocked the thread | unlocked | Unlocked. |
approve-proposal | Approve | approved the proposal | approved | Approved. |
hide-proposal | Hide this proposal | hid the proposal | hidden | Hidden. |
restore-proposal | Restore this proposal | restored the proposal | restored | Restored. |
approve-revision | Put it in force | approved revision %(number)s | approved | Approved: the revision is in force. |
hide-revision | Hide this revision | hid revision %(number)s | hidden | Hidden. |
approve-profile | Approve | approved the text about this person | approved | Approved. |
hide-profile | Hide this text | hid the text about this person | hidden | Hidden. |
restore-profile | Restore this text | restored the text about this person | restored | Restored. |
"""

RESTORES = {
    Act.DISMISS: set[str](),
    Act.RELABEL: {"label", "ground"},
    Act.MOVE: {"parent_id", "anchor"},
    Act.DECIDE_WHERE: {"anchor"},
    Act.MERGE: {"state", "merged_into_id"},
    Act.LOCK: {"locked"},
    Act.UNLOCK: {"locked"},
}


def test_how_each_act_of_moderators_is_told() -> None:
    told = {
        act: [str(row.curation.verb), row.curation.said.text, str(row.curation.done), str(row.curation.note)]
        for act, row in ACTS.items()
        if row.curation
    }
    by_hand = [[cell.strip() for cell in line.split("|")] for line in TOLD.strip().splitlines()]
    assert told == {Act(act): words for act, *words, _ in by_hand}
    assert {act: row.curation.key for act, row in ACTS.items() if row.curation} == {
        Act(act): key for act, *_, key in by_hand
    }


def test_what_each_act_restores() -> None:
    for act, row in ACTS.items():
        if row.curation:
            assert row.curation.restores == RESTORES.get(act, {"state"}), act


def test_what_can_be_appealed_against() -> None:
    assert " ".join(act for act, row in ACTS.items() if row.curation and row.curation.against) == (
        "relabel move decide-where merge hide lock hide-proposal hide-revision hide-profile"
    )


def test_what_is_done_to_a_merged_post_is_done_to_the_one_that_was_kept() -> None:
    assert " ".join(act for act, row in ACTS.items() if row.on_kept) == (
        "reply vote accept judge say-where answer-where take-over"
    )


def test_what_changes_what_links_from_other_proposals_show() -> None:
    assert " ".join(act for act, row in ACTS.items() if row.shown_elsewhere) == (
        "revise edit withdraw put-back approve relabel merge hide restore approve-proposal hide-proposal "
        "restore-proposal approve-revision hide-revision undo"
    )
