"""A quick look that tells that none of many regular expressions can match the whole of a text.

Belongs here: reading off a pattern's syntax tree how its matches begin and what they must contain.
Does not belong here: any pattern.

What a match must contain is found as in RE2's prefilter (R. Cox, "Regular Expression Matching with a Trigram
Index", 2012): a sequence needs what any one of its parts needs, an alternative one of what its branches need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LEAST_RARITY = 2
MOST_LITERALS = 200
LONGEST_START = 8
MOST_STARTS = 10_000
REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)


class Gate:
    """Stands before patterns that are matched in full and with case ignored; white space is single in their texts.

    A pattern counts by how its matches may begin, or where these may begin anyhow by what they must contain; one
    with neither may match every text.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._by_start: dict[str, set[int]] = {}
        self._by_literal: dict[str, set[int]] = {}
        self._always: list[int] = []
        for number, pattern in enumerate(patterns):
            starts, literals = starts_of(pattern), literals_of(pattern)
            if starts is not None:
                for start in starts:
                    self._by_start.setdefault(start, set()).add(number)
            elif literals is not None:
                for literal in literals:
                    if not any(other in literal for other in literals if other != literal):
                        self._by_literal.setdefault(literal, set()).add(number)
            else:
                self._always.append(number)
        self._starts: dict[str, tuple[str, ...]] = {}
        for start in sorted(self._by_start):
            self._starts[start[0]] = (*self._starts.get(start[0], ()), start)
        self._needles: list[tuple[re.Pattern[bytes] | None, list[tuple[str, bytes]]]] = []
        for is_signed, group in groupby(sorted(self._by_literal), lambda one: "" if one[0].isalnum() else one[0]):
            needles = [(literal, _ascii_part(literal)) for literal in group]
            # Those that begin with one sign are looked for together: a pattern with a fixed beginning is quick.
            beginning = re.escape(is_signed.encode()) if is_signed.isascii() else b""
            together = b"|".join(re.escape(needle[1:]) for _, needle in needles)
            self._needles.append((re.compile(beginning + b"(?:" + together + b")") if beginning else None, needles))

    @property
    def is_open(self) -> bool:
        """Whether some pattern may match every text."""
        return bool(self._always)

    @property
    def starts(self) -> frozenset[str]:
        """How matches may begin: up to eight characters in lower case."""
        return frozenset(self._by_start)

    @property
    def needles(self) -> frozenset[bytes]:
        """What other matches contain, or a part of it, in UTF-8 that was lowered as bytes."""
        return frozenset(needle for _, needles in self._needles for _, needle in needles)

    def candidates(self, text: str, present: Sequence[str] | None = None) -> list[int]:
        """Numbers of the patterns that may match the text, ascending.

        `present` are the literals that a longer text around it has, if that is known: see `present_in`.
        """
        found = set(self._always)
        head = text[:LONGEST_START].lower()
        starts = self._starts.get(head[:1])
        if starts and head.startswith(starts):
            for length in range(1, len(head) + 1):
                found |= self._by_start.get(head[:length], NONE)
        literals = self._by_literal if present is None else present
        if literals:
            lowered = text.lower()
            for literal in literals:
                if literal in lowered:
                    found |= self._by_literal[literal]
        return sorted(found)

    def suspects(self, texts: Sequence[str], present: Sequence[str], longest: int) -> list[int]:
        """Positions of the texts of at most `longest` characters, but for surplus white space, that some pattern may match."""
        if self.is_open:
            return list(range(len(texts)))
        return [position for position, text in enumerate(texts) if self._is_suspect(text, present, longest)]

    def _is_suspect(self, text: str, present: Sequence[str], longest: int) -> bool:
        if len(text) > longest and "  " not in text:
            return False
        head = text[:LONGEST_START]
        if "  " in head or "\n" in head or head[:1].isspace() or self._may_start(text):
            return True
        lowered = text.lower() if present else ""
        return any(literal in lowered for literal in present)

    def _may_start(self, text: str) -> bool:
        head = text[:LONGEST_START].lower()
        starts = self._starts.get(head[:1])
        return starts is not None and head.startswith(starts)

    def present_in(self, encoded: bytes) -> list[str]:
        """The literals that a whole text, given in UTF-8, may have: looking once spares looking in each paragraph."""
        lowered = encoded.lower()
        return [
            literal
            for any_of_them, needles in self._needles
            if any_of_them is None or any_of_them.search(lowered)
            for literal, needle in needles
            if needle in lowered
        ]


NONE: frozenset[int] = frozenset()


def _ascii_part(literal: str) -> bytes:
    """What lowering bytes leaves comparable: all of a literal of a script without capitals, else its longest run of ASCII."""
    if literal.lower() == literal.upper():
        return literal.encode("utf-8")
    runs: list[str] = re.findall(r"[\x00-\x7f]*", literal)
    return max(runs, key=len).encode("ascii")


def literals_of(pattern: str) -> frozenset[str] | None:
    """Lower-case literals, one of which is in every match; None where none is needed.  re.error for no pattern."""
    return _needed(parser.parse(pattern))


def _needed(sequence: Any) -> frozenset[str] | None:
    """The best of what the parts of a sequence need: that whose commonest literal is rarest."""
    found: list[frozenset[str]] = []
    run = frozenset({""})
    for operator, argument in [*sequence, (None, None)]:
        spelled = _spelled(operator, argument)
        if spelled and len(run) * len(spelled) <= MOST_LITERALS:
            run = frozenset(first + second for first in run for second in spelled)
            continue
        found.append(run)
        run = frozenset({""})
        needed = _needed_by_part(operator, argument)
        if needed:
            found.append(needed)
    best = max(found, key=_rarity)
    return best if _rarity(best) >= LEAST_RARITY else None


def _rarity(literals: frozenset[str]) -> int:
    """How rare the commonest of the literals is: its length, and more where it has a sign."""
    return min(len(one) + 3 * any(not (c.isalnum() or c == " ") for c in one) for one in literals)


def _spelled(operator: Any, argument: Any) -> frozenset[str] | None:
    """Everything that a part can match, where that is not much; None where it is."""
    if operator is constants.LITERAL:
        return frozenset({chr(argument).lower()})
    if operator is constants.BRANCH:
        branches = [_spelled_out(branch) for branch in argument[1]]
        if all(branches):
            return frozenset().union(*filter(None, branches))
    if operator is constants.SUBPATTERN:
        return _spelled_out(argument[-1])
    if operator in REPEATS and argument[:2] == (0, 1) and (once := _spelled_out(argument[2])):
        return once | {""}
    return None


def _spelled_out(sequence: Any) -> frozenset[str] | None:
    run = frozenset({""})
    for operator, argument in sequence:
        spelled = _spelled(operator, argument)
        if not spelled or len(run) * len(spelled) > MOST_LITERALS:
            return None
        run = frozenset(first + second for first in run for second in spelled)
    return run


def _needed_by_part(operator: Any, argument: Any) -> frozenset[str] | None:
    if operator is constants.SUBPATTERN:
        return _needed(argument[-1])
    if operator in REPEATS and argument[0] > 0:
        return _needed(argument[2])
    if operator is constants.BRANCH:
        branches = [_needed(branch) for branch in argument[1]]
        if all(branches):
            return frozenset().union(*filter(None, branches))
    return None


def starts_of(pattern: str) -> frozenset[str] | None:
    """Beginnings of up to eight lower-case characters, with one of which every match begins; None where it need not."""
    ended: set[str] = set()
    ended |= _grown(parser.parse(pattern), {""}, ended)
    if "" in ended or len(ended) > MOST_STARTS:
        return None
    return frozenset(start for start in ended if not any(start[:length] in ended for length in range(1, len(start))))


def _grown(sequence: Any, growing: set[str], ended: set[str]) -> set[str]:
    """Beginnings that still grow behind the sequence; those that cannot grow further go to `ended`."""
    for operator, argument in sequence:
        growing = _grown_by_part(operator, argument, growing, ended)
        whole = {start for start in growing if len(start) >= LONGEST_START}
        ended |= whole
        growing -= whole
        if len(growing) > MOST_STARTS:
            ended |= growing
            return set()
    return growing


def _grown_by_part(operator: Any, argument: Any, growing: set[str], ended: set[str]) -> set[str]:
    if operator is constants.AT:
        return growing
    if operator is constants.LITERAL:
        return {start + chr(argument).lower() for start in growing}
    if operator is constants.SUBPATTERN:
        return _grown(argument[-1], growing, ended)
    if operator is constants.BRANCH:
        return set().union(*(_grown(branch, set(growing), ended) for branch in argument[1]))
    if operator is constants.IN and (characters := _characters(argument)):
        return {start + character for start in growing for character in characters}
    if operator in REPEATS:
        return _grown_by_repeat(argument, growing, ended)
    ended |= growing
    return set()


def _grown_by_repeat(argument: Any, growing: set[str], ended: set[str]) -> set[str]:
    fewest, most, part = argument
    once = _grown(part, set(growing), ended)
    if most == 1 or _is_space(part):
        return once | growing if fewest == 0 else once
    # What is repeated may go on in ways not worth spelling out.
    ended |= once
    if fewest == 0:
        ended |= growing
    return set()


def _is_space(part: Any) -> bool:
    return len(part) == 1 and part[0][0] is constants.IN and _characters(part[0][1]) == {" "}


def _characters(members: Any) -> set[str] | None:
    """The few characters of a class; None for a negated or a large one."""
    found: set[str] = set()
    for operator, argument in members:
        if operator is constants.LITERAL:
            found.add(chr(argument).lower())
        elif operator is constants.RANGE and argument[1] - argument[0] < 40:
            found |= {chr(number).lower() for number in range(argument[0], argument[1] + 1)}
        elif operator is constants.CATEGORY and argument is constants.CATEGORY_SPACE:
            found.add(" ")
        elif operator is constants.CATEGORY and argument is constants.CATEGORY_DIGIT:
            found |= set("0123456789")
        else:
            return None
    return found
