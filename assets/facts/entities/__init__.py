"""Who and what is named: mentions with offsets, repaired, typed, and each with one canonical entity.

`find_mentions(document)` is the way in.
"""

from assets.facts.entities.find import find_mentions, label_of, own_aliases
from assets.facts.entities.mention import Mention

__all__ = ["Mention", "find_mentions", "label_of", "own_aliases"]
