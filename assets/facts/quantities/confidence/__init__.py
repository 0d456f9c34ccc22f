"""How sure a fact is, and what speaks against it.

`weighed(facts, document, lexicon)` gives the finished facts of a document their confidence and their doubts;
`signs_of_reading(tree, quantity)` notes, while a fact is read, what its grammar says of it.
"""

from assets.facts.quantities.confidence.reading import signs_of_reading
from assets.facts.quantities.confidence.weighing import weighed

__all__ = ["signs_of_reading", "weighed"]
