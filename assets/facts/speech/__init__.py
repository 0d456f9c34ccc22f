"""Who said what: quotes and reported speech with cue, source and resolved speaker.

`find_quotes(document, mentions)` is the way in; `needs_parse` tells whether a sentence can hold reported speech at all,
and so must be parsed.
"""

from assets.facts.speech.cues import needs_parse
from assets.facts.speech.find import find_quotes
from assets.facts.speech.quote import Quote

__all__ = ["Quote", "find_quotes", "needs_parse"]
