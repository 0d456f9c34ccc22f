"""The article's text on a page.

Belongs here: choosing, of a page's blocks, the paragraphs of the article.
Does not belong here: making the blocks (blocks.py), telling furniture from text by its wording (furniture.py).

The choice goes down from the page's root: as long as one child holds most of the good text, it is the better frame.
Within the frame everything stays but what its markup or its links mark as furniture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assets.articles.page.blocks import HEADINGS, SENTENCE_MARK, WIDE_SCRIPT, Block, Blocks, Node, width

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAJORITY = 0.8
MARKED_SHARE = 0.35
SIBLING_SHARE = 0.75
WIDEN_LEVELS = 4
WIDENED_SHARE = 0.8
LABEL_TRUST = 0.5
LEAST = 200
NOTICE_WORDS = 4
# A search for more text that finds little more has found headline, byline and furniture.
SURELY_MORE = 3
# Labels of what no reader takes for a part of the article.
NEVER_MISSED = frozenset({"hidden", "comments", "navigation", "share", "consent", "footer", "form", "address"})
LEAST_MISSED = 60
NEVER_TEXT = frozenset({"footer", "form", "address"})
NOTICE_LINKS = 0.5
LEAD_REACH = 40
LEAST_LEAD = 60
WORD = re.compile(r"\w+")


class Body(NamedTuple):
    """The article's paragraphs on a page, in order, and the sentences among them that were taken for the page's own."""

    paragraphs: list[str]
    passed_over: list[str]


def read_body(root: HtmlElement, page: Blocks, *, title: str = "", stated: str | None = None) -> Body:
    """The article's text; no paragraphs where the page has none.

    `stated` is the article's text as the page's JSON-LD has it, if it does.
    """
    found, passed_over = choose(page, title)
    if not found:
        found, passed_over = notice(page, title), []
    length = sum(map(width, found))
    if stated and width(stated) > 2 * length and width(stated) > LEAST:
        return Body(_stated_paragraphs(stated), [])
    if length < LEAST:
        other = [text for text in _by_trafilatura(root) if _words(text) != _words(title)]
        if sum(map(width, other)) < LEAST:
            other = _of_the_page(other, page)
        if sum(map(width, other)) > SURELY_MORE * length and SENTENCE_MARK.search(" ".join(other)):
            return Body(other, [])
    return Body(found, passed_over)


def notice(page: Blocks, title: str) -> list[str]:
    """The lines of an article too short for any of its paragraphs to speak for itself: what stands in the element that
    is named as the article's text, in an article element, in the main one or beside the headline.
    """
    wanted = _words(title)
    headlines = [b.node for b in page.blocks if b.tag == "h1" or (wanted and _words(b.text) == wanted)]
    frames = [
        *(node for node in page.nodes if node.is_marked_body),
        *(node for node in page.nodes if node.tag == "article"),
        *(node for node in page.nodes if node.tag == "main"),
        *(page.nodes[page.nodes[number].parent] for number in headlines if number > 0),
    ]
    for frame in frames:
        lines = [
            block.text
            for block in page.blocks[frame.start : frame.end]
            if not block.asides
            and block.tag not in HEADINGS
            and block.link_share <= NOTICE_LINKS
            and _words(block.text) != wanted
        ]
        if any(len(line.split()) >= NOTICE_WORDS or WIDE_SCRIPT.search(line) for line in lines):
            return lines
    return []


def _of_the_page(lines: list[str], page: Blocks) -> list[str]:
    """Lines without those of navigation and footers, which are no block of the page, nothing but links or marked by their
    element; all where none is left.
    """
    own = {
        _words(block.text)
        for block in page.blocks
        if block.link_share <= NOTICE_LINKS and not any(kind in NEVER_TEXT for kind, _ in block.asides)
    }
    return [line for line in lines if _words(line) in own] or lines


def _by_trafilatura(root: HtmlElement) -> list[str]:
    from trafilatura import extract

    text = extract(root, favor_recall=True, include_comments=False, fast=False)
    return [line for line in (text or "").split("\n") if line.strip()]


def _stated_paragraphs(stated: str) -> list[str]:
    return [line.strip() for line in stated.split("\n") if line.strip()]


def choose(page: Blocks, title: str) -> Body:
    """The article's paragraphs among the page's blocks."""
    blocks, nodes = page.blocks, page.nodes
    if not nodes:
        return Body([], [])
    _distrust_wide_labels(page)
    weights = [_weight(block) for block in blocks]
    for block, weight in zip(blocks, weights, strict=True):
        number = block.node
        while weight and number >= 0:
            nodes[number].weight += weight
            number = nodes[number].parent
    if not nodes[0].weight:
        return Body([], [])
    frame = _frame(nodes)
    chosen: list[Block] = []
    passed_over: list[str] = []
    for block, weight in zip(blocks[frame.start : frame.end], weights[frame.start : frame.end], strict=True):
        if _belongs(block, weight, title):
            chosen.append(block)
        elif _may_be_missed(block):
            passed_over.append(block.text)
    lead = [block.text for block in _lead(blocks, frame.start, title)]
    return Body(lead + [block.text for block in _without_lone_headings(chosen)], passed_over)


def _may_be_missed(block: Block) -> bool:
    """Whether it is a sentence that might be the article's all the same, as in a box or a sidebar."""
    if block.link_share > NOTICE_LINKS or len(block.text) < LEAST_MISSED or not SENTENCE_MARK.search(block.text):
        return False
    return block.tag not in HEADINGS and not any(kind in NEVER_MISSED for kind, _ in block.asides)


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
    length = width(text)
    if block.link_share > 0.4 or block.tag in HEADINGS or length < 40:
        return 0.0
    if not SENTENCE_MARK.search(text):
        return 0.0
    weight = length * (1 - block.link_share)
    if block.tag in {"li", "td", "th", "dt"}:
        weight *= 0.4
    return weight


def _frame(nodes: list[Node]) -> Node:
    children: dict[int, list[int]] = {}
    for number, node in enumerate(nodes):
        children.setdefault(node.parent, []).append(number)
    frame = _marked(nodes)
    while True:
        inner = max(children.get(frame, []), key=lambda n: nodes[n].weight, default=None)
        if inner is None or nodes[inner].weight < MAJORITY * nodes[frame].weight:
            return nodes[frame]
        if nodes[inner].tag in {"p", "li", "blockquote"}:
            return nodes[frame]
        frame = inner


def _marked(nodes: list[Node]) -> int:
    """The node where the search begins: the first of those named as the article's text that hold a good part of it
    (a further one is the next article of an endless page), widened to its parent where the text goes on in siblings.
    """
    total = nodes[0].weight
    outer: list[int] = []
    for number, node in enumerate(nodes):
        if (
            node.is_marked_body
            and node.weight > 0
            and not any(nodes[o].start <= node.start and node.end <= nodes[o].end for o in outer)
        ):
            outer.append(number)
    heaviest = max((nodes[n].weight for n in outer), default=0.0)
    good = [n for n in outer if nodes[n].weight >= SIBLING_SHARE * heaviest]
    if not good or sum(nodes[n].weight for n in good) < MARKED_SHARE * total:
        return 0
    return _widened(nodes, outer, good[0])


def _widened(nodes: list[Node], marked: list[int], first: int) -> int:
    """The highest ancestor near by whose good text is still nearly all in elements named as the article's text."""
    widest = ancestor = first
    for _ in range(WIDEN_LEVELS):
        ancestor = nodes[ancestor].parent
        if ancestor <= 0:
            break
        inside = [n for n in marked if nodes[ancestor].start <= nodes[n].start and nodes[n].end <= nodes[ancestor].end]
        if sum(nodes[n].weight for n in inside) >= WIDENED_SHARE * nodes[ancestor].weight and len(inside) > 1:
            widest = ancestor
    return widest


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
        is_last = position + 1 == len(blocks) or blocks[position + 1].tag in HEADINGS
        if block.tag in HEADINGS and is_last and not block.text.endswith((".", "!", "?", "。")):
            continue
        kept.append(block)
    return kept
