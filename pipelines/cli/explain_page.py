"""The page of `newstally explain --html`: the text with marks on the left, the facts on the right.

Belongs here: turning one analysis into a self-contained HTML page, with nothing fetched from anywhere.
Does not belong here: choosing or reading the text (explain.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from pipelines.cli.fact_words import amount, described, doubts_in_words, in_base_unit, place_in_words, said_by_in_words

if TYPE_CHECKING:
    from assets.facts.analyse import Analysis
    from assets.facts.quantities import Fact

STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --paper: #fbfaf7; --line: #d9d5cb; --soft: #5f6775; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4df; --paper: #16191f; --line: #343a46; --soft: #9aa3b2; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 Georgia, "Times New Roman", serif; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr); gap: 2.5rem; max-width: 78rem; margin: 0 auto; padding: 0 1.5rem; }
section { padding: 2rem 0; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; box-sizing: border-box; padding: 2rem 0.4rem 2rem 0; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
article { white-space: pre-wrap; overflow-wrap: break-word; }
.captions { margin-top: 1.6rem; padding-top: 0.8rem; border-top: 1px solid var(--line); font-size: 0.9rem; }
mark { background: none; color: inherit; position: relative; scroll-margin: 30vh 0; }
.possible { --line-style: dashed; } .denied { --line-style: wavy; } .background { --line-style: dotted; }
mark, li b { border: 0; text-decoration: underline var(--line-style, solid) var(--tone) 2px; text-underline-offset: 5px; }
mark mark { text-underline-offset: 9px; }
.background > b, .background > a > b { font-weight: 500; }
.note { font: 0.86rem/1.45 system-ui, sans-serif; color: var(--soft); margin: 0 0 0.5rem; }
.note span { margin-right: 1rem; text-decoration: underline var(--line-style, solid) var(--tone, currentColor) 2px; text-underline-offset: 4px; white-space: nowrap; }
em { font-style: normal; color: var(--soft); margin-left: 0.4rem; }
mark a { color: var(--soft); font: 0.7rem system-ui, sans-serif; vertical-align: super; text-decoration: none; margin-left: 2px; display: inline-block; padding: 0 2px; }
mark a span { display: none; }
mark a:hover span, mark a:focus span { display: block; position: absolute; left: 0; top: 1.7rem; z-index: 1; width: max-content; max-width: min(20rem, 80vw); padding: 0.4rem 0.7rem; background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-radius: 4px; font: 0.86rem/1.4 system-ui, sans-serif; text-align: left; white-space: normal; }
mark:target, li:target { background: color-mix(in srgb, var(--tone) 25%, transparent); }
.count { --tone: #2f855a; } .age { --tone: #2b6cb0; } .share { --tone: #9f3f8f; } .money { --tone: #b7791f; } .other { --tone: #c05621; }
ol { font: 0.86rem/1.45 system-ui, sans-serif; padding-left: 2.2rem; margin: 0; }
li { border-top: 1px solid var(--line); padding: 0.55rem 0.3rem; }
dl { display: grid; grid-template-columns: 6.5rem 1fr; margin: 0.25rem 0 0; color: var(--soft); }
dt, dd { margin: 0; } dd { color: var(--ink); overflow-wrap: anywhere; }
li a { color: inherit; text-decoration: none; }
@media (max-width: 56rem) {
  main { display: block; padding: 0 1.1rem; }
  nav { top: auto; bottom: 0; max-height: 34vh; margin: 0 -1.1rem; padding: 0.7rem 1.1rem; background: var(--paper); border-top: 2px solid var(--line); }
  li { padding: 0.4rem 0.2rem; } li dl { display: none; } li:target dl { display: grid; }
}
"""

KEY = (
    '<p class="note">{numbers}</p>\n'
    '<p class="note"><span>stated of this event</span> <span class="possible">possible</span> '
    '<span class="denied">denied</span> <span class="background">background</span></p>\n'
    '<p class="note"><span class="count">count</span> <span class="age">age</span> <span class="share">percent</span> '
    '<span class="money">money</span> <span class="other">other unit</span></p>'
)
# Of the facts given less, four in ten are wrong.
DOUBTFUL = 0.6


def as_page(analysis: Analysis) -> str:
    """The whole page as one string."""
    title = analysis.document.title or "Facts in a text"
    numbered = list(enumerate(analysis.facts, 1))
    heading = _marked(analysis.document.title, [(n, f) for n, f in numbered if f.part == "title"])
    body = _marked(analysis.document.text, [(n, f) for n, f in numbered if f.part == "text"])
    captions = _marked(analysis.document.part("caption"), [(n, f) for n, f in numbered if f.part == "caption"])
    below = f'<article class="captions">{captions}</article>' if captions else ""
    facts = "\n".join(_row(number, fact) for number, fact in numbered)
    key = KEY.format(numbers=_numbers(analysis.facts)) if analysis.facts else '<p class="note">no facts</p>'
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n<main>\n<section>\n"
        f"{f'<h1>{heading}</h1>' if heading else ''}\n<article>{body}</article>\n"
        f"{below}\n</section>\n"
        f'<nav aria-label="Facts">{key}<ol>\n{facts}\n</ol></nav>\n</main>\n</html>\n'
    )


def _marked(content: str, facts: list[tuple[int, Fact]]) -> str:
    """The content with a mark around every phrase; a phrase inside another one is marked inside its mark."""
    pieces: list[str] = []
    at = 0
    open_marks: list[tuple[int, int]] = []
    by_number = dict(facts)

    def close(until: int) -> None:
        nonlocal at
        while open_marks and open_marks[-1][1] <= until:
            number, end = open_marks.pop()
            shown = f"{number}?" if by_number[number].confidence < DOUBTFUL else f"{number}"
            told = escape(described(by_number[number]))
            pieces.append(f'{escape(content[at:end])}<a href="#f{number}">{shown}<span>{told}</span></a></mark>')
            at = end

    for number, fact in sorted(facts, key=lambda entry: (entry[1].start, -entry[1].end)):
        close(fact.start)
        pieces.append(escape(content[at : fact.start]))
        at = max(at, fact.start)
        end = min(fact.end, open_marks[-1][1]) if open_marks else fact.end
        pieces.append(f'<mark id="m{number}" class="{_classes(fact)}">')
        open_marks.append((number, end))
    close(len(content))
    return "".join([*pieces, escape(content[at:])])


def _numbers(facts: Sequence[Fact]) -> str:
    """How many facts there are, and how many of them are doubtful."""
    doubtful = sum(fact.confidence < DOUBTFUL for fact in facts)
    counted = f"{len(facts)} fact{'' if len(facts) == 1 else 's'}"
    return f"{counted}, {doubtful} of them doubtful (?)" if doubtful else counted


def _row(number: int, fact: Fact) -> str:
    days = None
    if fact.time_start and fact.time_end:
        days = f"{fact.time_start}" if fact.time_start == fact.time_end else f"{fact.time_start} to {fact.time_end}"
    fields = (
        ("counted", fact.counted),
        ("said of", fact.subject),
        ("direction", fact.direction),
        ("in base unit", in_base_unit(fact)),
        ("place", place_in_words(fact)),
        ("time", " ".join(filter(None, (fact.time, f"({days})" if days else None)))),
        ("said by", said_by_in_words(fact)),
        ("made from", " + ".join(fact.parts)),
        ("confidence", f"{fact.confidence:.0%}{', doubtful' if fact.confidence < DOUBTFUL else ''}"),
        ("doubts", doubts_in_words(fact)),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in fields if value)
    status = "".join(f"<em>{word}</em>" for word in _status(fact))
    return (
        f'<li id="f{number}" value="{number}" class="{_classes(fact)}"><a href="#m{number}">'
        f"<b>{escape(fact.measure)}</b> {escape(amount(fact))}</a>{status}<dl>{rows}</dl></li>"
    )


def _status(fact: Fact) -> list[str]:
    """What sets the fact apart from one that is stated of this event."""
    words = (fact.polarity, fact.scope)
    return [word for word in words if word not in ("asserted", "current")]


def _classes(fact: Fact) -> str:
    return " ".join([_tone(fact), *_status(fact)])


def _tone(fact: Fact) -> str:
    if fact.measure == "age":
        return "age"
    if fact.unit == "count":
        return "count"
    if fact.unit in ("percent", "percentage_point"):
        return "share"
    return "money" if len(fact.unit) == 3 and fact.unit.isupper() else "other"
