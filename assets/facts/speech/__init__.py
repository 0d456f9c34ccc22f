"""Who said what: quotes and reported speech with cue, source and resolved speaker.

`find_quotes(document, mentions)` is the way in.
"""

from assets.facts.speech.quote import Quote

__all__ = ["Quote"]
