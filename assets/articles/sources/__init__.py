"""Live sources: what is new in feeds, sitemaps, folders and archives goes into the inbox.

Belongs here: fetching politely and safely, and remembering what was fetched.
Does not belong here: reading what was fetched (the readers do, as with any file of the inbox).
"""

from assets.articles.sources.collect import CollectReport, SourceReport, collect

__all__ = ["CollectReport", "SourceReport", "collect"]
