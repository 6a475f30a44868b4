"""The tables, a file per noun family."""

from deliberate.domain.votes import Choice
from deliberate.models.base import Base, now
from deliberate.models.claims import AddressingClaim, Judgement
from deliberate.models.counts import Participation, PointCount
from deliberate.models.curation import Flag, FlagReason, LogEntry
from deliberate.models.drafts import Draft
from deliberate.models.opinions import OpinionReport, Placing, PostScore
from deliberate.models.people import Person, SiteFact
from deliberate.models.posts import Acceptance, EarlierWording, Link, Message, Post, StatusChange
from deliberate.models.proposals import Passage, Proposal, Revision, Topic
from deliberate.models.sign_ins import SignIn
from deliberate.models.versions import SiteVersion
from deliberate.models.votes import Vote
from deliberate.models.whereabouts import Whereabouts
from deliberate.models.work import WorkKind, WorkRow

__all__ = [
    "Acceptance",
    "AddressingClaim",
    "Base",
    "Choice",
    "Draft",
    "EarlierWording",
    "Flag",
    "FlagReason",
    "Judgement",
    "Link",
    "LogEntry",
    "Message",
    "OpinionReport",
    "Participation",
    "Passage",
    "Person",
    "Placing",
    "PointCount",
    "Post",
    "PostScore",
    "Proposal",
    "Revision",
    "SignIn",
    "SiteFact",
    "SiteVersion",
    "StatusChange",
    "Topic",
    "Vote",
    "Whereabouts",
    "WorkKind",
    "WorkRow",
    "now",
]
