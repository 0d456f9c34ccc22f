"""Live sources: what is new in feeds, sitemaps, folders and archives goes into the inbox.

Belongs here: fetching politely and safely, and remembering what was fetched.
Does not belong here: reading what was fetched (the readers do, as with any file of the inbox).
"""

from assets.articles.sources.collect import CollectReport, SourceReport, collect
from assets.articles.sources.settings import read_sources
from assets.articles.sources.timing import LateSource, due_sources, late_sources

__all__ = [
    "CollectReport",
    "LateSource",
    "SourceReport",
    "collect",
    "due_sources",
    "late_sources",
    "read_sources",
]
