"""The page of `newstally explain --html`: the text with marks on the left, the facts on the right.

Belongs here: turning one analysis into a self-contained HTML page, with nothing fetched from anywhere.
Does not belong here: choosing or reading the text (explain.py).
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipelines.cli.fact_words import amount

if TYPE_CHECKING:
    from assets.facts.analyse import Analysis
    from assets.facts.quantities import Fact

STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --paper: #fbfaf7; --line: #d9d5cb; --soft: #6b7280; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4df; --paper: #16191f; --line: #343a46; --soft: #9aa3b2; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 Georgia, "Times New Roman", serif; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr); gap: 2.5rem; max-width: 78rem; margin: 0 auto; padding: 2rem 1.5rem; }
@media (max-width: 56rem) { main { grid-template-columns: 1fr; } }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
article { white-space: pre-wrap; overflow-wrap: break-word; }
mark { background: none; color: inherit; }
.possible { --line-style: dashed; } .denied { --line-style: wavy; } .background { --line-style: dotted; }
mark, li b { border: 0; text-decoration: underline var(--line-style, solid) var(--tone) 2px; text-underline-offset: 5px; }
mark mark { text-underline-offset: 9px; }
.background > b, .background > a > b { font-weight: 500; }
.note { font: 0.86rem/1.45 system-ui, sans-serif; color: var(--soft); margin: 0 0 1rem; }
.note span { --tone: #2f855a; margin-right: 1rem; text-decoration: underline var(--line-style, solid) var(--tone) 2px; text-underline-offset: 4px; }
em { font-style: normal; color: var(--soft); margin-left: 0.4rem; }
mark a { color: var(--soft); font: 0.7rem system-ui, sans-serif; vertical-align: super; text-decoration: none; margin-left: 2px; display: inline-block; }
mark:target, li:target { background: color-mix(in srgb, var(--tone) 25%, transparent); }
.count { --tone: #2f855a; } .age { --tone: #2b6cb0; } .share { --tone: #9f3f8f; } .money { --tone: #b7791f; } .other { --tone: #c05621; }
ol { font: 0.86rem/1.45 system-ui, sans-serif; padding-left: 2rem; margin: 0; }
li { border-top: 1px solid var(--line); padding: 0.55rem 0.3rem; }
dl { display: grid; grid-template-columns: 7rem 1fr; margin: 0.25rem 0 0; color: var(--soft); }
dt, dd { margin: 0; } dd { color: var(--ink); overflow-wrap: anywhere; }
li a { color: inherit; text-decoration: none; }
"""

KEY = (
    '<p class="note"><span>stated of this event</span> <span class="possible">possible</span> '
    '<span class="denied">denied</span> <span class="background">background</span></p>'
)


def as_page(analysis: Analysis) -> str:
    """The whole page as one string."""
    title = analysis.document.title or "Facts in a text"
    numbered = list(enumerate(analysis.facts, 1))
    heading = _marked(analysis.document.title, [(n, f) for n, f in numbered if f.part == "title"])
    body = _marked(analysis.document.text, [(n, f) for n, f in numbered if f.part == "text"])
    facts = "\n".join(_row(number, fact) for number, fact in numbered)
    key = KEY if analysis.facts else '<p class="note">no facts</p>'
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n<main>\n<section>\n"
        f"{f'<h1>{heading}</h1>' if heading else ''}\n<article>{body}</article>\n</section>\n"
        f'<nav aria-label="Facts">{key}<ol>\n{facts}\n</ol></nav>\n</main>\n</html>\n'
    )


def _marked(content: str, facts: list[tuple[int, Fact]]) -> str:
    """The content with a mark around every phrase; a phrase inside another one is marked inside its mark."""
    pieces: list[str] = []
    at = 0
    open_marks: list[tuple[int, int]] = []

    def close(until: int) -> None:
        nonlocal at
        while open_marks and open_marks[-1][1] <= until:
            number, end = open_marks.pop()
            pieces.append(f'{escape(content[at:end])}<a href="#f{number}">{number}</a></mark>')
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


def _row(number: int, fact: Fact) -> str:
    days = None
    if fact.time_start and fact.time_end:
        days = f"{fact.time_start}" if fact.time_start == fact.time_end else f"{fact.time_start} to {fact.time_end}"
    fields = (
        ("counted", fact.counted),
        ("said of", fact.subject),
        ("direction", fact.direction),
        ("place", " ".join(filter(None, (fact.place, f"({fact.place_country})" if fact.place_country else None)))),
        ("time", " ".join(filter(None, (fact.time, f"({days})" if days else None)))),
        ("said by", fact.said_by),
        ("made from", " + ".join(fact.parts)),
        ("confidence", f"{fact.confidence:.0%}"),
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
