"""The tables, a file per noun family."""

from deliberate.models.base import Base, now
from deliberate.models.curation import Flag, FlagReason, LogEntry
from deliberate.models.people import Person, SiteFact
from deliberate.models.posts import EarlierWording, Link, Message, Post
from deliberate.models.proposals import Passage, Proposal, ProposalStatus, Revision, Topic
from deliberate.models.votes import Choice, Vote

__all__ = [
    "Base",
    "Choice",
    "EarlierWording",
    "Flag",
    "FlagReason",
    "Link",
    "LogEntry",
    "Message",
    "Passage",
    "Person",
    "Post",
    "Proposal",
    "ProposalStatus",
    "Revision",
    "SiteFact",
    "Topic",
    "Vote",
    "now",
]
