"""Errors whose message is meant for the person at the keyboard.

Belongs here: the one type that the command line prints as a single line.  The message says what is wrong
and what to do.  Anything else that escapes is a defect.
"""


class UserError(Exception):
    """Something the user can mend; str() is the whole message, one line."""
