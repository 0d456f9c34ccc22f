"""The article's text on a page.

Belongs here: choosing, of a page's blocks, the paragraphs of the article.
Does not belong here: making the blocks (blocks.py), telling furniture from text by its wording (furniture.py).

The choice goes down from the page's root: as long as one child holds most of the good text, it is the better frame.
Within the frame everything stays but what its markup or its links mark as furniture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.articles.page.blocks import HEADINGS, SENTENCE_MARK, WIDE_SCRIPT, Block, Blocks, Node

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAJORITY = 0.75
MARKED_SHARE = 0.35
LABEL_TRUST = 0.5
LEAST = 200
LEAD_REACH = 40
LEAST_LEAD = 60
WORD = re.compile(r"\w+")


def read_body(root: HtmlElement, page: Blocks, *, title: str = "", stated: str | None = None) -> list[str]:
    """Paragraphs of the article, in order; empty where the page has none.

    `stated` is the article's text as the page's JSON-LD has it, if it does.
    """
    found = choose(page, title)
    length = sum(map(len, found))
    if stated and len(stated) > 2 * length and len(stated) > LEAST:
        return _stated_paragraphs(stated)
    if length < LEAST:
        other = _by_trafilatura(root)
        if sum(map(len, other)) > length:
            return other
    return found


def _by_trafilatura(root: HtmlElement) -> list[str]:
    from trafilatura import extract

    text = extract(root, favor_recall=True, include_comments=False, fast=False)
    return [line for line in (text or "").split("\n") if line.strip()]


def _stated_paragraphs(stated: str) -> list[str]:
    return [line.strip() for line in stated.split("\n") if line.strip()]


def choose(page: Blocks, title: str) -> list[str]:
    """The article's paragraphs among the page's blocks."""
    blocks, nodes = page.blocks, page.nodes
    if not nodes:
        return []
    _distrust_wide_labels(page)
    weights = [_weight(block) for block in blocks]
    for block, weight in zip(blocks, weights, strict=True):
        number = block.node
        while weight and number >= 0:
            nodes[number].weight += weight
            number = nodes[number].parent
    if not nodes[0].weight:
        return []
    frame = _frame(nodes)
    chosen = [blocks[n] for n in range(frame.start, frame.end) if _belongs(blocks[n], weights[n], title)]
    lead = [block.text for block in _lead(blocks, frame.start, title)]
    return lead + [block.text for block in _without_lone_headings(chosen)]


def _lead(blocks: list[Block], frame_start: int, title: str) -> list[Block]:
    """The paragraphs between the headline and the frame: systems keep the opening paragraph apart from the rest."""
    wanted = _words(title)
    for start in range(frame_start - 1, max(-1, frame_start - LEAD_REACH), -1):
        block = blocks[start]
        if block.tag == "h1" or (wanted and _words(block.text) == wanted):
            around = set(block.asides)
            return [b for b in blocks[start + 1 : frame_start] if _is_lead(b, around)]
    return []


def _is_lead(block: Block, around: set[tuple[str, int]]) -> bool:
    """Whether it reads as an opening paragraph; systems call it a teaser, and some set it as a heading."""
    if any(kind != "teaser" for kind, _ in set(block.asides) - around):
        return False
    return block.link_share < 0.2 and len(block.text) >= LEAST_LEAD and bool(SENTENCE_MARK.search(block.text))


def _distrust_wide_labels(page: Blocks) -> None:
    """A label on an element that holds most of the page's text (has-sidebar, with-comments) says nothing about the text."""
    total = 0.0
    labelled: dict[int, float] = {}
    for block in page.blocks:
        weight = _weight(block, ignore_label=True)
        total += weight
        for root in {root for _, root in block.asides}:
            labelled[root] = labelled.get(root, 0.0) + weight
    wide = {root for root, weight in labelled.items() if root >= 0 and weight > LABEL_TRUST * total}
    if wide:
        for block in page.blocks:
            block.asides = tuple(aside for aside in block.asides if aside[1] not in wide)


def _weight(block: Block, *, ignore_label: bool = False) -> float:
    """How much a block speaks for its surroundings being the article: its length, where it reads as prose."""
    if block.asides and not ignore_label:
        return 0.0
    text = block.text
    length = len(text) * (2.5 if WIDE_SCRIPT.search(text) else 1.0)
    if block.link_share > 0.4 or block.tag in HEADINGS or length < 40:
        return 0.0
    if not SENTENCE_MARK.search(text):
        return 0.0
    weight = length * (1 - block.link_share)
    if block.tag in {"li", "td", "th", "dt"}:
        weight *= 0.4
    return weight


def _frame(nodes: list[Node]) -> Node:
    children: dict[int, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node)
    numbers = {id(node): number for number, node in enumerate(nodes)}
    total = nodes[0].weight
    marked = [n for n in nodes if n.is_marked_body and n.weight >= MARKED_SHARE * total]
    frame = max(marked, key=lambda n: n.weight) if marked else nodes[0]
    while True:
        inner = max(children.get(numbers[id(frame)], []), key=lambda n: n.weight, default=None)
        if inner is None or inner.weight < MAJORITY * frame.weight or inner.tag in {"p", "li", "blockquote"}:
            return frame
        frame = inner


def _belongs(block: Block, weight: float, title: str) -> bool:
    if block.asides:
        return False
    if block.tag == "h1":
        return False
    text = block.text
    if block.tag in HEADINGS:
        return len(text) < 300 and block.link_share < 0.5 and _words(text) != _words(title)
    if block.link_share > 0.6:
        return False
    if weight:
        return True
    if block.tag == "p" or block.tag == "blockquote" or block.tag == "pre":
        return _words(text) != _words(title)
    if block.tag == "li":
        return block.link_share < 0.3
    return block.link_share < 0.2 and len(text) > 20


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def _without_lone_headings(blocks: list[Block]) -> list[Block]:
    """A heading with no text of its own below it heads what was left out."""
    kept: list[Block] = []
    for position, block in enumerate(blocks):
        if block.tag in HEADINGS and (position + 1 == len(blocks) or blocks[position + 1].tag in HEADINGS):
            continue
        kept.append(block)
    return kept
