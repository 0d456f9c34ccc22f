"""A quick look that tells that none of many regular expressions can match the whole of a text.

Belongs here: reading off a pattern's syntax tree how its matches begin and what they must contain.
Does not belong here: any pattern.

What a match must contain is found as in RE2's prefilter (R. Cox, "Regular Expression Matching with a Trigram
Index", 2012): a sequence needs what any one of its parts needs, an alternative one of what its branches need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    with neither holds the gate open for every text.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        starts_by_length: dict[int, set[str]] = {}
        needed: set[str] = set()
        self._is_open = False
        for pattern in patterns:
            starts, literals = starts_of(pattern), literals_of(pattern)
            if starts is not None:
                for start in starts:
                    starts_by_length.setdefault(len(start), set()).add(start)
            elif literals is not None:
                needed |= literals
            else:
                self._is_open = True
        self._starts = tuple(sorted(starts_by_length.items()))
        self._literals = tuple(sorted(one for one in needed if not any(o in one for o in needed if o != one)))

    def lets_pass(self, lowered: str, present: Sequence[str] | None = None) -> bool:
        """Whether one of the patterns may match the text, which is given in lower case.

        `present` are the literals that a longer text around it has, if that is known: see `present_in`.
        """
        for length, starts in self._starts:
            if lowered[:length] in starts:
                return True
        for literal in self._literals if present is None else present:
            if literal in lowered:
                return True
        return self._is_open

    def present_in(self, lowered: str) -> list[str]:
        """The literals that a whole text has: looking once spares looking in each of its paragraphs."""
        # Most literals begin with a sign that most texts lack.
        lacked = {literal[0] for literal in self._literals if not literal[0].isalnum() and literal[0] not in lowered}
        return [literal for literal in self._literals if literal[0] not in lacked and literal in lowered]


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
