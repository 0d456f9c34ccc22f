"""Invented news in plain English: seeded, of any number, about events in invented towns.

Belongs here: articles that cost about what real ones cost to read.
Does not belong here: measuring anything with them; texts for near-duplicates are in stories_articles.py.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

TOWNS = (
    "Halvern",
    "Ostrowen",
    "Brackwater",
    "Lindmoor",
    "Sankt Veit",
    "Pellworth",
    "Dornau",
    "Quillan",
    "Marsk",
    "Tervo",
)
NAMES = ("Ida Brandt", "Tomas Weil", "Anna Kirsch", "Peter Olsen", "Mira Sand", "Jonas Falk", "Elena Roth", "Karl Venn")
ROLES = ("mayor", "fire chief", "police spokeswoman", "hospital director", "regional governor", "energy minister")
EVENTS = (
    ("A fire", "burned through a warehouse"),
    ("A flood", "swept through the lower town"),
    ("A storm", "tore roofs off houses"),
    ("An explosion", "damaged a grain terminal"),
    ("A landslide", "blocked the valley road"),
)
SENTENCES = (
    "At least {n} people were killed and {m} were injured, {role} {name} said on {weekday}.",
    "“We have never seen anything like it,” {role} {name} told reporters in {town}.",
    "About {k} homes lost power, and {m} people were taken to shelters.",
    "The damage is put at {x} million euros, {y} percent more than after the event of {year}.",
    "Rescue workers from {town} searched the area with {n} dogs until the evening.",
    "{name}, who lives nearby, said that the noise had lasted for {n} minutes.",
    "Schools in {town} stay closed until further notice, the council decided.",
    "Trains between {town} and {other} run every {n} hours instead of every {m} minutes.",
    "The insurance association expects claims of between {x} and {z} million euros.",
    "According to the weather service, {m} millimetres of rain fell within {n} hours.",
    "The government in {other} promised help and sent {k} sandbags and {n} pumps.",
    "Residents had complained for years that the embankment was too low.",
    "{role} {name} denied that {m} jobs would be cut after the accident.",
    "Prosecutors opened an inquiry; nobody has been charged so far.",
    "By {weekday} evening the water had fallen by {n} centimetres at the bridge of {town}.",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Told:
    """One article: `number` is its own, `text` has paragraphs divided by an empty line."""

    number: int
    outlet: str
    title: str
    published_at: datetime
    text: str

    @property
    def url(self) -> str:
        """Its address at its outlet."""
        return f"https://{self.outlet}/{self.number}"


def article(number: int, published_at: datetime, *, sentences: int = 14, outlets: int = 20) -> Told:
    """The article of that number; the same number gives the same article."""
    dice = random.Random(number)  # noqa: S311
    town, other = dice.sample(TOWNS, 2)
    what, did = dice.choice(EVENTS)

    def filled(template: str) -> str:
        return template.format(
            n=dice.randint(2, 60), m=dice.randint(12, 400), k=f"{dice.randint(1, 90)},{dice.randint(100, 999)}",
            x=dice.randint(2, 40), z=dice.randint(41, 90), y=round(dice.uniform(1, 30), 1), year=dice.randint(1990, 2020),
            role=dice.choice(ROLES), name=dice.choice(NAMES), town=town, other=other, weekday=dice.choice(WEEKDAYS),
        )  # fmt: skip

    paragraphs = [f"{what} {did} in {town} on {dice.choice(WEEKDAYS)}, officials said."]
    chosen = [dice.choice(SENTENCES) for _ in range(sentences)]
    paragraphs += [" ".join(map(filled, chosen[at : at + 3])) for at in range(0, sentences, 3)]
    return Told(
        number=number,
        outlet=f"post-{dice.randrange(outlets)}.example",
        title=f"{what} {did} in {town}, {dice.randint(2, 60)} hurt",
        published_at=published_at,
        text="\n\n".join(paragraphs),
    )


def spread(count: int, first: datetime, last: datetime, *, sentences: int = 14) -> list[Told]:
    """So many articles, evenly from the first moment to the last."""
    step = (last - first) / max(1, count - 1)
    return [
        article(number, first + timedelta(seconds=round((number * step).total_seconds())), sentences=sentences)
        for number in range(count)
    ]
