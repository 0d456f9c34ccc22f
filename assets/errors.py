"""Errors whose message is meant for the person at the keyboard.

Belongs here: the one type that the command line prints as a single line.  The message says what is wrong
and what to do.  Anything else that escapes is a defect.
"""

import difflib
from collections.abc import Iterable


class UserError(Exception):
    """Something the user can mend; str() is the whole message, one line."""


def nearest(name: str, names: Iterable[str]) -> str:
    """Words that lead from a name that does not exist to the one that was meant, or to all that there are."""
    known = list(names)
    near = difflib.get_close_matches(name, known, 1, 0.5)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
