"""Reported speech by grammar: what each cue of a parsed sentence takes as source and as content.

`readings` lists every reading of a cue that the lexicon has; which of them is taken is decided by rules.py.
Belongs here: which words of a sentence are asked for readings.
Does not belong here: verbs (verbs.py), nouns (nouns.py), adjectives (adjectives.py), phrases and adverbs (phrases.py), quotation marks
(quoted.py), who the source is (speakers.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.facts.speech.reported import adjectives, nouns, phrases, verbs

if TYPE_CHECKING:
    from assets.facts.speech.grammar import Tree
    from assets.facts.speech.reported.reading import Reading


def readings(tree: Tree) -> list[list[Reading]]:
    """The readings of each cue of the sentence, best first by the lexicon; words without any are left out."""
    found = []
    for token in tree.tokens:
        options = phrases.of_phrase(tree, token)
        if options:
            found.append(options)
            continue
        if options := adjectives.of_adjective(tree, token):
            found.append(options)
            continue
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep in ("ROOT", "ccomp", "conj")):
            options = verbs.of_verb(tree, token)
        elif token.pos == "NOUN":
            options = nouns.of_noun(tree, token)
        elif token.pos == "ADV":
            options = phrases.of_adverb(tree, token)
        if options:
            found.append(options)
    return found
