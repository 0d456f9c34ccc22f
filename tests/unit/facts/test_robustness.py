"""Texts that are no prose: a result or nothing, never an exception, and time that grows with length only."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from assets.facts.analyse import Analyst
from assets.facts.entities import find_mentions
from assets.facts.quantities import find_facts
from assets.facts.sentences import paragraphs, sentences
from assets.facts.speech import find_quotes

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from _typeshed import TraceFunction

    from assets.facts.language import Language

ODD_TEXTS = {
    "empty": "",
    "blanks": " \n\t \n",
    "no sentence end": "nine men left and ten women came " * 60,
    "numbers only": "12 13 14 15 16 17 18 19 20 21 22 23",
    "table": "Team\tW\tL\nReds\t12\t4\nBlues\t9\t7\nTotal\t21\t11",
    "right to left": "قتل 12 شخصا في الهجوم، وأصيب 90 آخرون.",
    "emoji": "🔥🔥 12 people 😀 injured 💥 90 🚑🚑",
    "control signs": "12\u200bpeople\x00were\ufeffkilled\u2028and 9\u00a0hurt",
    "digits without end": "9" * 4000,
    "commas and dots": "1,2,3,4,5,6,7.8.9.10,11,,,..,12-13-14-15/16/17",
    "brackets": "((((12)))) [[9]] {{8}} <7>",
    "half a surrogate": "12 people \ud83d died",
    "quotes without end": "“" * 50 + "12 people died" + '"' * 51,
    "exponents": "1e999 9e-400 1×10^99999 5e5e5",
    "signs": "$ £ € $$ $-$ -$-5 +-+7 %% 5%% °°",
    "a mark behind marks alone": '“ x ” : " ( 1 | 12 " y ” , " 9',
    "a mark in the first place": ' : "Nine men left," he said. , : "Ten came."',
    "words": "one two three hundred thousand million billion and and a half half a third of",
}


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_odd_text_is_read_without_an_exception(language: Language, name: str) -> None:
    """A scraped page holds anything; one bad text must not stop a day's run."""
    text = ODD_TEXTS[name]
    analysis = Analyst(language).read(text[:80], text)
    for fact in analysis.facts:
        part = analysis.document.part(fact.part)
        assert part[fact.start : fact.end] == fact.phrase


ENDLESS = {
    "no sentence end": "nine men left and ten women came to the town of Marlow ",
    "suicides without a victim": "He took his own life on day 9. She killed herself. ",
    "datelines": "MARLOW, March 18 - Two men died on March 17 and 9 were shot.\n\n",
    "brackets": "((((12)))) [[9]] {{8}} <7> [(3) men] ",
    "emoji": "🔥🔥 12 people 😀 injured 💥 90 🚑🚑 ",
    "right to left": "قتل 12 شخصا في الهجوم، وأصيب 90 آخرون. ",
    "table flattened to a line": "Torvale 900 (600), Marlow 800 (500), Reds 12 4 Blues 9 7 21 11 ",
    "counts that hang together": "Two of the four victims were shot, one fatally. Three others were taken to hospital. ",
    "levels": "from 5 to 6 to 7 to 8 against 9 vs 10 up from 11 ",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_twice_the_text_takes_twice_the_steps(language: Language, name: str) -> None:
    """A look back at the whole text from every sentence made a page of a megabyte take hours."""
    steps = []
    for size in (6_000, 12_000):
        piece = ENDLESS[name]
        document = language.document("", (piece * (size // len(piece) + 1))[:size])
        steps.append(lines_run(partial(find_facts, document)))
    assert steps[1] < 3 * steps[0]


def test_a_sentence_of_5000_words_is_cut(language: Language) -> None:
    """One endless sentence would cost memory and time beyond measure; it is cut, and its facts are kept."""
    text = " ".join(f"in lot {n} there were {n} boxes," for n in range(2000, 2700))
    document = language.document("", text)
    assert len(document.sentences) > 20
    assert all(document.text[s.start : s.end] == s.text for s in document.sentences)
    assert sum(fact.measure != "" for fact in Analyst(language).read("", text).facts) > 600


@pytest.mark.parametrize("piece", ["|12|5%", "😀12", "12,", "a1"])
def test_a_stretch_without_blanks_is_cut(piece: str) -> None:
    """A glued table was one sentence of thousands of numbers, and the time to read it grew with their square."""
    text = piece * 4000
    found = list(sentences(text, 0, len(text)))
    assert "".join(text[start:end] for start, end in found) == text
    assert max(end - start for start, end in found) <= 1600


def test_sentences_split_where_layout_glued_them() -> None:
    """Splitting at abbreviations, or not splitting glued sentences, ties numbers to the wrong clause."""
    text = 'The vote was 9.5 to 3. Sen. Ann Lisle of Calif. left at 5 p.m. Police came.The mill burned. "Why?" Boyd asked. He rose.'
    start, end = next(paragraphs(text))
    assert [text[s:e] for s, e in sentences(text, start, end)] == [
        "The vote was 9.5 to 3.",
        "Sen. Ann Lisle of Calif. left at 5 p.m.",
        "Police came.",
        "The mill burned.",
        '"Why?" Boyd asked.',
        "He rose.",
    ]


QUOTED = {
    "quotes with cues": '"We saw smoke rise over the mill," Ada Lund said. ',
    "quotes without cues": '"We saw smoke rise over the mill." "It was bad, and we ran." ',
    "quotes over paragraphs": '"We saw smoke rise over the mill.\n\n"It was bad, and we ran.\n\n',
    "quotes in a row": 'The crowd chanted "Go home now!" and "Leave us alone!" and ',
    "quotes behind colons": 'The ministry said: "We saw smoke rise." ',
    "quotes left open": "“We saw it. “It was bad. ",
}


@pytest.mark.parametrize("name", QUOTED)
def test_twice_the_quotes_take_twice_the_steps(language: Language, name: str) -> None:
    """Every stretch looked through all others: a page of nothing but quotes took minutes."""
    steps = []
    for size in (6_000, 12_000):
        piece = QUOTED[name]
        document = language.document("", (piece * (size // len(piece) + 1))[:size])
        mentions = find_mentions(document)
        steps.append(lines_run(partial(find_quotes, document, mentions)))
    assert steps[1] < 3 * steps[0]


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python the work runs through, each turn of a loop anew; the same on every machine."""
    count = 0

    def step(_frame: FrameType, event: str, _argument: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
