"""Learned weights that choose among the readings of a cue, for those who have annotated text.

A logistic model over words and grammar of one reading: how likely its content is one that annotators would mark.
The rules are the default; weights are made by train.py and are a text file of features and numbers.
Belongs here: features, weights, probability.  Does not belong here: learning (train.py).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.errors import UserError
from assets.facts.speech import cues, rules, sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assets.facts.document import Token
    from assets.facts.speech.grammar import Tree
    from assets.facts.speech.marks import Quoted
    from assets.facts.speech.reading import Reading

HEADER = "# newstally speech weights 1"
LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight by feature; readings at or above `threshold` (a probability) are taken."""

    by_feature: dict[str, float]
    threshold: float

    def probability(self, features: Sequence[str]) -> float:
        """Probability that the reading is an attribution."""
        total = sum(self.by_feature.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def choose(weights: Weights, tree: Tree, options: Sequence[Reading], quoted: Sequence[Quoted]) -> Reading | None:
    """The likeliest reading of a cue, or None if even that is unlikely."""
    scored = [(weights.probability(features(tree, reading, options, quoted)), -i) for i, reading in enumerate(options)]
    best, place = max(scored)
    return options[-place] if best >= weights.threshold else None


def read_weights(path: Path) -> Weights:
    """Weights from a file that train.py wrote.  Raises UserError where the file is missing or of another kind."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}") from error
    if len(lines) < 2 or lines[0] != HEADER or not lines[1].startswith("# threshold "):
        raise UserError(f"{path} holds no speech weights; make some with: python -m assets.facts.speech.train DATA OUT")
    by_feature = {}
    for line in lines[2:]:
        feature, _, weight = line.rpartition("\t")
        by_feature[feature] = float(weight)
    return Weights(by_feature, float(lines[1].rsplit(" ", 1)[-1]))


def write_weights(path: Path, weights: Weights) -> None:
    """Write weights as text, sorted by feature, so that the same weights are the same bytes."""
    lines = [HEADER, f"# threshold {weights.threshold:.3f}"]
    lines += [f"{feature}\t{weight:.4f}" for feature, weight in sorted(weights.by_feature.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def features(tree: Tree, reading: Reading, options: Sequence[Reading], quoted: Sequence[Quoted]) -> list[str]:
    """The features of one reading, as strings."""
    token = reading.cue_token
    frame, lemma, dep, tag = reading.frame, token.lemma.lower(), token.dep, token.tag
    who = _who(reading.source_token)
    found = ["bias", f"frame={frame}", f"lemma={lemma}", f"{frame}|{lemma}", f"{frame}|dep={dep}", f"{frame}|tag={tag}"]
    found += [f"dep={dep}|tag={tag}", f"{lemma}|tag={tag}", f"{lemma}|dep={dep}", f"who={who}", f"{frame}|who={who}"]
    found += [f"{lemma}|who={who}", f"group={reading.group or '-'}", f"{frame}|group={reading.group or '-'}"]
    if reading.source_token is not None:
        found.append(f"source={reading.source_token.lemma.lower()}")
        found.append(f"group={reading.group or '-'}|sourcetype={reading.source_token.entity or '-'}")
    found += [f"helper={c.lemma.lower()}" for c in tree.children(token) if c.dep in ("aux", "auxpass", "neg")]
    found += [f"{frame}|helper={c.lemma.lower()}" for c in tree.children(token) if c.dep in ("aux", "auxpass", "neg")]
    found += [f"others={other.frame}" for other in options if other is not reading]
    found += [f"{frame}|first={options[0].frame}"]
    if any(q.start <= token.start < q.end for q in quoted):
        found += ["inquote", f"inquote|group={reading.group or '-'}", f"inquote|who={who}"]
    if rules.choose(tree, options) is reading:
        found += ["byrule", f"byrule|{frame}", f"byrule|group={reading.group or '-'}"]
    if reading.source_token is not None and not sources.can_speak(reading.source_token):
        found += ["mute", f"mute|group={reading.group or '-'}"]
    above = _reported_by(tree, token)
    found += [f"above={above}", f"above={above}|group={reading.group or '-'}"] if above else []
    found += [f"{frame}|{name}" for name in _content(tree, reading, quoted)]
    return found


def _who(source: Token | None) -> str:
    if source is None:
        return "none"
    return (
        source.text.lower() if source.pos == "PRON" else f"{source.pos}{':' + source.entity if source.entity else ''}"
    )


def _reported_by(tree: Tree, token: Token) -> str | None:
    """The class of the cue in whose reported clause the token stands."""
    below = token
    for above in tree.ancestors(token):
        if below.dep == "ccomp":
            cue = cues.verbs().get(above.lemma.lower())
            if cue is not None and "clause" in cue.frames:
                return cue.frames["clause"]
        below = above
    return None


def _content(tree: Tree, reading: Reading, quoted: Sequence[Quoted]) -> Iterator[str]:
    start, end = reading.content[-1]
    tokens = [t for t in tree.tokens if start <= t.start and t.end <= end]
    if not tokens:
        return
    yield f"length={sum(len(tokens) > limit for limit in LENGTHS)}"
    yield f"opens={tokens[0].lemma.lower()}"
    yield f"openpos={tokens[0].pos}"
    yield f"pieces={len(reading.content)}"
    indexes = {t.index for t in tokens}
    root = next((t for t in tokens if t.head not in indexes or t.head == t.index), tokens[0])
    yield f"root={root.pos}:{root.tag}"
    yield f"rootlemma={root.lemma.lower()}"
    if root.entity:
        yield f"rootentity={root.entity}"
    if any(q.start < end and start < q.end for q in quoted):
        yield "hasquote"
