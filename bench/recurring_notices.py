"""Issues of recurring notices: the hardest strangers for a deduplicator, since they share all but a few words.

Belongs here: made-up forms of notices as newsrooms and agencies send them day by day, and one issue of each.
Does not belong here: invented articles and their edits (stories_articles.py).

Each issue has other places, people and figures than the next; the day's update of one toll keeps place and names and
changes the figures and a sentence, as a correspondent's file of the next day does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

MONTHS = ("January", "February", "March", "April", "May", "June")
SKIES = ("bright", "overcast", "windy", "wet", "foggy", "mild")
MOODS = ("firmer", "lower", "little changed", "higher", "mixed")
CLUBS = ("Rovers", "Athletic", "United", "Wanderers", "Albion", "Rangers")
TRADES = ("teacher", "boat builder", "nurse", "farmer", "printer", "organist")
CHARGES = ("theft", "fraud", "speeding", "assault", "arson", "trespass")
GOODS = ("pumps", "valves", "cables", "tiles", "paper", "yarn")


def notice(kind: str, random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    """Title and text of one issue of that kind; `name` gives a new proper name."""
    return KINDS[kind](random, name)


def _tides(random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    place, f = name(), random.integers(1, 99, 10).tolist()
    return f"{place} river levels and tides", (
        f"The harbour office of {place} gives the level at the old bridge as {f[0]} centimetres this morning.\n"
        f"High water is expected at {f[1]} past {f[2]}, low water at {f[3]} past {f[4]}.\n"
        f"Winds will reach {f[5]} knots, with waves of {f[6]} decimetres outside the moles.\n"
        f"Ferries with a draught of more than {f[7]} decimetres should wait for the pilot, the office said.\n"
        f"The highest level on record for this date is {f[8]} and the lowest {f[9]} centimetres."
    )


def _weather(random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    place, f = name(), random.integers(1, 30, 6).tolist()
    sky, later = random.choice(SKIES, 2).tolist()
    return f"Weather for {place}", (
        f"It will be {sky} in {place} today, with {f[0]} degrees in the morning and {f[0] + f[1]} in the afternoon.\n"
        f"Tonight the temperature falls to {f[2]} degrees, and winds from the west blow at {f[3]} kilometres an hour.\n"
        f"Tomorrow will be {later}, with a high of {f[4]} degrees and {f[5]} millimetres of rain at most.\n"
        "Pollen counts stay low, and the sea is safe for small craft."
    )


def _market(random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    place, firm, other = name(), name(), name()
    f = random.integers(2, 980, 6).tolist()
    mood = str(random.choice(MOODS))
    return f"{place} shares end {mood}", (
        f"Shares on the {place} exchange ended {mood} on {random.choice(MONTHS)} {f[0] % 28 + 1} in thin trade.\n"
        f"The index of {f[1] % 40 + 10} leading shares closed at {f[2] + 1000}.{f[3] % 90 + 10} points, dealers said.\n"
        f"{firm} moved by {f[4] % 60} to {f[4]} crowns, and {other} by {f[5] % 40} to {f[5]}.\n"
        f"Turnover was {f[0] + 200} million crowns, against {f[1] + 200} million the day before.\n"
        "Investors wait for the central bank's decision on rates next week, they said."
    )


def _earnings(random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    firm, head, f = name(), name(), random.integers(2, 950, 7).tolist()
    quarter = ("first", "second", "third", "fourth")[f[0] % 4]
    return f"{firm} {quarter}-quarter profit {'rises' if f[1] % 2 else 'falls'}", (
        f"{firm} said its net profit in the {quarter} quarter was {f[1]} million crowns, against {f[2]} million a year before.\n"
        f"Sales were {f[3] + 900} million crowns, and the order book stood at {f[4] + 900} million at the end of the quarter.\n"
        f"Earnings a share were {f[5] % 40}.{f[6] % 90 + 10} crowns.\n"
        f"Chief executive {head} said that demand was as expected and that the firm keeps its forecast for the year.\n"
        "The board will propose an unchanged dividend to the annual meeting."
    )


def _match(random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    home, away = f"{name()} {random.choice(CLUBS)}", f"{name()} {random.choice(CLUBS)}"
    scorer, coach, f = name(), name(), random.integers(1, 90, 5).tolist()
    return f"{home} {f[0] % 5}, {away} {f[1] % 4}", (
        f"{home} met {away} in front of {f[2] * 100} people in the second division on Saturday.\n"
        f"{scorer} scored in the {f[3]}th minute from the edge of the area, and the score at the break was {f[0] % 3} to {f[1] % 2}.\n"
        f"Coach {coach} said that his side had worked hard and that the points were well earned.\n"
        f"{home} stay in place {f[4] % 18 + 1} with {f[4] % 60} points after {f[3] % 30 + 2} matches."
    )


def _obituary(random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    person, town, church, f = f"{name()} {name()}", name(), name(), random.integers(60, 99, 2).tolist()
    trade = str(random.choice(TRADES))
    return f"Obituary: {person}", (
        f"{person}, a {trade} of {town}, has died at the age of {f[0]} after a short illness.\n"
        f"The funeral service will be held at {church} church at {f[1] % 5 + 10} o'clock, followed by burial in the family grave.\n"
        "The family asks for no flowers; gifts to the hospice are welcome.\n"
        f"{person} leaves a wife, {f[0] % 4 + 2} children and {f[1] % 9 + 2} grandchildren."
    )


def _court(random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    town, f = name(), random.integers(19, 70, 6).tolist()
    people = [f"{name()} {name()}" for _ in range(3)]
    lines = [
        f"{person}, {f[at]}, of {town}, pleaded guilty to {random.choice(CHARGES)} and was fined {f[at + 3] * 10} crowns."
        for at, person in enumerate(people)
    ]
    return f"{town} magistrates' court", "\n".join(
        [
            f"The following cases were heard at {town} magistrates' court this week.",
            *lines,
            "Costs were awarded in all cases.",
        ]
    )


def _release(random: np.random.Generator, name: Callable[[], str]) -> tuple[str, str]:
    client, town, head, f = name(), name(), name(), random.integers(2, 950, 4).tolist()
    goods = str(random.choice(GOODS))
    return f"Varnholt wins order from {client}", (
        f"The engineering firm Varnholt has won an order for {goods} from {client}, it said on Tuesday.\n"
        f"The order is worth {f[0]} million crowns and will be delivered to {town} over {f[1] % 30 + 3} months.\n"
        f'"We are proud that {client} trusts in our {goods}," said sales director {head}.\n'
        f"Varnholt makes machines for water works, mills and mines, has 4,200 employees and sells in {f[2] % 40 + 12} countries.\n"
        "Its shares are traded on the Tessen exchange."
    )


KINDS = {
    "tides": _tides,
    "weather": _weather,
    "market": _market,
    "earnings": _earnings,
    "match": _match,
    "obituary": _obituary,
    "court": _court,
    "release": _release,
}
