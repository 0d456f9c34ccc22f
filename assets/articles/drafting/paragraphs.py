"""Paragraphs out of line breaks: texts come wrapped at 60 columns, indented, or with a line a paragraph.

Belongs here: deciding which line breaks are paragraph breaks.
Does not belong here: cleaning characters (page/text.py) or dropping furniture (page/furniture.py).
"""

from __future__ import annotations

import re

LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
ODD_BREAKS = "\r\u2028\u2029\x0b\x0c\x85"
BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
INDENTED = re.compile(r"^(?:\t|[ \u00a0]{2,})")
BARE_COUNT = re.compile(r"\d{1,3}(?:[.,]?\d{3})*\s?[kKmM]?")
WIDEST_WRAP = 100
SLACK = 25


def normal_breaks(text: str) -> str:
    """The text with every kind of line break as one newline."""
    if not any(mark in text for mark in ODD_BREAKS):
        return text
    return LINE_BREAKS.sub("\n", text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, stripped, none empty; wrapped lines are joined by a space.

    Only a bare count keeps the line below it in its paragraph, behind a newline.

    A blank line or an indented line begins a paragraph.  Another line break is a wrap where lines are no
    wider than 100 characters and the line above it is nearly full, or the next begins in lower case; else
    it too begins a paragraph.
    """
    text = normal_breaks(text)
    lines = [line.strip() for line in text.split("\n\n")]
    if not any("\n" in line for line in lines):
        return [line for line in lines if line]
    blocks = [block for block in BLANK_LINES.split(text) if block.strip()]
    width = max((len(line.rstrip()) for block in blocks if "\n" in block for line in block.split("\n")), default=0)
    found: list[str] = []
    for block in blocks:
        found += [block.strip()] if "\n" not in block else _unwrapped(block.strip("\n"), width)
    return [one for one in found if one]


def _unwrapped(block: str, width: int) -> list[str]:
    joined: list[str] = []
    above = ""
    for line in block.split("\n"):
        here = line.strip()
        if not here:
            continue
        is_wrap = (
            bool(above)
            and width <= WIDEST_WRAP
            and not INDENTED.match(line)
            and (len(above) >= width - SLACK or here[0].islower())
        )
        if joined and BARE_COUNT.fullmatch(above.strip()):
            # A count at the foot of a picture: what stands right below it is told by that place (page/furniture.py).
            joined[-1] += f"\n{here}"
        elif is_wrap:
            joined[-1] += here if joined[-1].endswith("\u00ad") else f" {here}"
        else:
            joined.append(here)
        above = line.rstrip()
    return joined
