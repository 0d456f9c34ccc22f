"""Every number a text states: quantity, measure, frame (place, time, speaker, polarity, scope), confidence.

`find_facts(document, mentions, quotes, published_at)` is the way in.
"""

from assets.facts.quantities.fact import Fact
from assets.facts.quantities.find import find_facts

__all__ = ["Fact", "find_facts"]
