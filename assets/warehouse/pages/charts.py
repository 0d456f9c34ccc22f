"""Small charts as inline SVG: the bar of a figure's bounds and the timeline of its reports.

Belongs here: drawing, from numbers to markup; colours come from the page's style sheet by class.
Does not belong here: what is drawn (story_page.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

BAR_WIDTH, BAR_HEIGHT = 340, 50
CHART_WIDTH, CHART_HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 12, 34


@dataclass(frozen=True)
class Point:
    """One report in a chart.  `value` is the stated number, `low` and `high` what its words allow."""

    at: datetime
    value: float
    low: float | None
    high: float | None
    kind: str
    label: str


def number(value: float | None) -> str:
    """A number as a reader writes it: 12, 1,200, 4.2."""
    if value is None:
        return ""
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.15g}"


def bar(low: float | None, best: float | None, high: float | None, stated: Sequence[tuple[float, str]]) -> str:
    """Low, best and high on one line, with a tick for each stated number; an arrow where an end is open.

    Nothing where all of them are one number, which needs no picture.
    """
    known = [v for v in (low, best, high, *(value for value, _ in stated)) if v is not None]
    if len(set(known)) < 2 and low is not None and high is not None:
        return ""
    if not known:
        return ""
    first, last = min(known), max(known)
    room = (last - first) * 0.12 or abs(last) * 0.25 or 1.0
    first, last = first - room, last + room * (2 if high is None else 1)
    first = max(first, 0.0) if min(known) >= 0 else first

    def x(value: float) -> float:
        return 10 + (value - first) / (last - first) * (BAR_WIDTH - 20)

    middle = 17.0
    begin = x(low) if low is not None else 10.0
    end = x(high) if high is not None else BAR_WIDTH - 14.0
    parts = [f'<line class="axis" x1="4" y1="{middle}" x2="{BAR_WIDTH - 4}" y2="{middle}"/>']
    if end - begin > 1:
        parts.append(
            f'<rect class="range" x="{begin:.1f}" y="{middle - 5}" width="{end - begin:.1f}" height="10" rx="5"/>'
        )
    if high is None:
        parts.append(f'<path class="open" d="M{end - 2:.1f} {middle - 8} l9 8 l-9 8"/>')
    if low is None:
        parts.append(f'<path class="open" d="M{begin + 2:.1f} {middle - 8} l-9 8 l9 8"/>')
    parts.extend(
        f'<line class="tick {escape(kind)}" x1="{x(v):.1f}" y1="{middle - 12}" x2="{x(v):.1f}" y2="{middle + 12}"/>'
        for v, kind in stated
    )
    if best is not None:
        parts.append(f'<circle class="best" cx="{x(best):.1f}" cy="{middle}" r="7"/>')
    if end - begin > 60 and low is not None and high is not None:
        parts += [_below(at, text) for at, text in zip((begin, end), _short([low, high]), strict=True)]
    elif best is not None:
        parts.append(_below(x(best), *_short([best])))
    said = f"low {number(low) or 'open'}, best {number(best) or 'none'}, high {number(high) or 'open'}"
    return _svg(BAR_WIDTH, BAR_HEIGHT, "bar", said, parts)


def _below(at: float, text: str) -> str:
    room = 4.0 + 3.5 * len(text)
    return (
        f'<text class="scale" x="{min(max(at, room), BAR_WIDTH - room):.1f}" y="46" text-anchor="middle">{text}</text>'
    )


def timeline(points: Sequence[Point], steps: Sequence[tuple[datetime, float]], label: str) -> str:
    """Reports by time and value, with the line of the numbers that the figure passed through."""
    times = [p.at.timestamp() for p in points]
    ends = [v for p in points for v in (p.value, p.low, p.high) if v is not None and abs(v) < 1e15]
    first, last = min(times), max(times)
    if last - first < 3600:
        first, last = first - 1800, last + 1800
    low, high = min(ends), max(ends)
    if high == low:
        low, high = low - max(abs(low) * 0.2, 1), high + max(abs(high) * 0.2, 1)
    marks = _nice(low, high)
    low, high = min(low, marks[0]), max(high, marks[-1])

    def x(moment: float) -> float:
        return LEFT + 8 + (moment - first) / (last - first) * (CHART_WIDTH - LEFT - RIGHT - 16)

    def y(value: float) -> float:
        return TOP + (high - value) / (high - low) * (CHART_HEIGHT - TOP - BOTTOM)

    parts = []
    for mark, text in zip(marks, _short(marks), strict=True):
        parts.append(
            f'<line class="rule" x1="{LEFT}" y1="{y(mark):.1f}" x2="{CHART_WIDTH - RIGHT}" y2="{y(mark):.1f}"/>'
        )
        parts.append(f'<text class="scale" x="{LEFT - 6}" y="{y(mark) + 4:.1f}" text-anchor="end">{text}</text>')
    parts.extend(_time_marks(points))
    if len(steps) > 1:
        path = f"M{x(steps[0][0].timestamp()):.1f} {y(steps[0][1]):.1f}"
        for at, value in steps[1:]:
            path += f" H{x(at.timestamp()):.1f} V{y(value):.1f}"
        parts.append(f'<path class="course" d="{path} H{x(max(times)):.1f}"/>')
    for point in points:
        px, py = x(point.at.timestamp()), y(point.value)
        if point.high is None and point.low is not None:
            parts.append(
                f'<path class="whisker {escape(point.kind)}" d="M{px:.1f} {py - 5:.1f} v-9 m-3 4 l3 -4 l3 4"/>'
            )
        parts.append(
            f'<circle class="point {escape(point.kind)}" cx="{px:.1f}" cy="{py:.1f}" r="4.5">'
            f"<title>{escape(point.label)}</title></circle>"
        )
    return _svg(CHART_WIDTH, CHART_HEIGHT, "chart", label, parts)


def _time_marks(points: Sequence[Point]) -> list[str]:
    earliest, latest = min(p.at for p in points), max(p.at for p in points)
    form = "%H:%M" if earliest.date() == latest.date() else "%-d %b"
    bottom = CHART_HEIGHT - BOTTOM + 18
    begin = LEFT + 8
    end = CHART_WIDTH - RIGHT - 8
    marks = [f'<text class="scale" x="{begin}" y="{bottom}" text-anchor="start">{earliest.strftime(form)}</text>']
    if latest.strftime(form) != earliest.strftime(form):
        marks.append(f'<text class="scale" x="{end}" y="{bottom}" text-anchor="end">{latest.strftime(form)}</text>')
    return marks


def _nice(low: float, high: float) -> list[float]:
    """Two to five round marks that lie within low and high, or the ends where none do; whole ones between whole ends."""
    span = high - low
    if float(low).is_integer() and float(high).is_integer() and span < 4:
        return [low + n for n in range(int(span) + 1)]
    step = 10.0 ** len(str(int(span))) if span >= 1 else 1.0
    while span / step < 3:
        step = step / 2 if str(f"{step:e}")[0] in "12" else step / 2.5
        if step < 1e-9:
            return [low, high]
    start = int(low // step) * step
    marks = [start + n * step for n in range(12) if low <= start + n * step <= high + step * 0.01]
    return marks if len(marks) > 1 else [low, high]


def _short(values: Sequence[float]) -> list[str]:
    """The numbers in few letters, with as many digits as tell them apart: 1.5k and 2k, 1.51M and 1.52M."""
    for digits in (3, 4, 5, 6):
        texts = [_rounded(value, digits) for value in values]
        if len(set(texts)) == len(set(values)):
            break
    return texts


def _rounded(value: float, digits: int) -> str:
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if letter == 'k' else size):.{digits}g}{letter}"
    return number(round(value, 6))


def _svg(width: int, height: int, kind: str, label: str, parts: Sequence[str]) -> str:
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">'
        + "".join(parts)
        + "</svg>"
    )
