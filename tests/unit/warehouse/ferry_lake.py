"""One invented disaster over three days, told by five outlets, for tests and for the cookbook's output.

Everything a question may be about is in it: a wire text and its copies, a corrected article, a toll that grows, a
disagreement, a denial, background figures, money and percentages, quotes and named people.
"""

from __future__ import annotations

from pathlib import Path

from warehouse_lake import Lake, at

from assets.ids import stable_id

TOWN = {"place": "Brackwater", "place_geonames_id": 101}


def ferry_lake(folder: Path) -> Lake:
    """The lake's rows; call `write` on it."""
    lake = Lake(folder)
    wire = lake.article(
        "Norlund Wire",
        "05-12 06:10",
        "Ferry capsizes off Brackwater, at least 12 dead",
        story="ferry",
        text="At least 12 people died when the ferry Halcyon capsized off Brackwater. Around 30 are missing.",
        wire_credit="Norlund Wire",
        word_count=410,
    )
    lake.fact(
        wire,
        "killed",
        12,
        bound="at_least",
        counted="people",
        phrase="at least 12 people",
        said_by="harbour police",
        said_by_name="Harbour Police",
        said_by_entity_id=stable_id("e", "organisation", "Harbour Police"),
        said_by_kind="police",
        **TOWN,
    )
    lake.fact(wire, "missing", 30, bound="about", counted="people", phrase="around 30")
    lake.fact(wire, "rescued", 41, counted="passengers", phrase="41 passengers")
    lake.fact(wire, "killed", 193, counted="people", phrase="193 people", scope="background")
    lake.quote(wire, "Harbour Police", "We expect the number to rise.", source_kind="police")
    for outlet, when in (("Brackwater Post", "05-12 07:00"), ("Daily Lantern", "05-12 08:30")):
        copy = lake.article(
            outlet,
            when,
            "Ferry capsizes off Brackwater, at least 12 dead",
            story="ferry",
            copy_of=wire,
            wire_credit="Norlund Wire",
            word_count=402,
        )
        lake.fact(copy, "killed", 12, bound="at_least", counted="people", phrase="at least 12 people", **TOWN)
    herald = lake.article("Elmsford Herald", "05-12 14:20", "Ferry toll rises to 19", story="ferry", word_count=380)
    lake.fact(
        herald,
        "killed",
        19,
        counted="people",
        phrase="19 people",
        direction="increase",
        said_by="the coast guard",
        said_by_name="Coast Guard",
        said_by_kind="official",
    )
    lake.fact(herald, "missing", 22, counted="people", phrase="22 people")
    lake.fact(herald, "killed", 3, counted="children", phrase="3 children")
    lake.quote(herald, "Ida Marlow", "Nobody checked the doors.", source_kind="witness")
    lake.article(
        "Elmsford Herald",
        "05-12 14:20",
        "Ferry toll rises to 20",
        story="ferry",
        revision=2,
        article_id=herald,
        updated_at=at("05-12 16:00"),
        word_count=396,
    )
    lake.fact(
        herald,
        "killed",
        20,
        revision=2,
        counted="people",
        phrase="20 people",
        direction="increase",
        said_by="the coast guard",
        said_by_name="Coast Guard",
        said_by_kind="official",
    )
    kestrel = lake.article(
        "Kestrel News", "05-13 05:00", "23 dead as divers reach the lower deck", story="ferry", word_count=720
    )
    lake.fact(
        kestrel,
        "killed",
        23,
        counted="people",
        phrase="23 people",
        said_by="the mayor",
        said_by_name="Tom Ashgrove",
        said_by_kind="official",
    )
    lake.fact(kestrel, "missing", 14, counted="people", phrase="14 people")
    lake.fact(kestrel, "detained", 2, counted="officers", phrase="two officers")
    lake.fact(kestrel, "age", 34, unit="year", counted="Orla Venn", phrase="34-year-old captain")
    lake.fact(kestrel, "cost", 2.4e6, unit="EUR", counted="relief fund", phrase="2.4 million euros")
    lake.quote(kestrel, "Tom Ashgrove", "This town has lost its best.", source_kind="official")
    lantern = lake.article("Daily Lantern", "05-13 06:30", "Operator disputes the toll", story="ferry", word_count=510)
    lake.fact(
        lantern,
        "killed",
        17,
        counted="people",
        phrase="17 people",
        said_by="Venn Ferries",
        said_by_name="Venn Ferries",
        said_by_kind="other",
    )
    lake.fact(lantern, "age", 36, unit="year", counted="Orla Venn", phrase="36-year-old captain")
    lake.fact(lantern, "killed", 30, counted="people", phrase="30", polarity="possible")
    lake.quote(lantern, "Venn Ferries", "the figures are exaggerated", form="indirect", source_kind="other")
    post = lake.article(
        "Brackwater Post", "05-13 07:15", "Shares of Venn Ferries fall 18 percent", story="shares", word_count=260
    )
    lake.fact(post, "change", 18, unit="percent", counted="share price", phrase="18 percent", direction="decrease")
    lake.fact(post, "fine", 5e6, unit="EUR", counted="fine", phrase="5 million euros", polarity="possible")
    lake.mention(post, "Venn Ferries", "organisation", sentence_no=1, start=90)
    final = lake.article(
        "Norlund Wire",
        "05-14 09:00",
        "Ferry toll reaches 24",
        story="ferry",
        wire_credit="Norlund Wire",
        word_count=450,
    )
    lake.fact(
        final,
        "killed",
        24,
        counted="people",
        phrase="24 people",
        said_by="the coast guard",
        said_by_name="Coast Guard",
        said_by_kind="official",
    )
    lake.fact(final, "missing", 13, counted="people", phrase="13")
    last = lake.article(
        "Elmsford Herald", "05-14 10:00", "24 dead, ministry denies delay", story="ferry", word_count=640
    )
    lake.fact(last, "killed", 24, counted="people", phrase="24 people")
    lake.fact(
        last,
        "killed",
        24,
        counted="people",
        phrase="24",
        polarity="denied",
        said_by="the operator",
        said_by_name="Venn Ferries",
    )
    for article in (wire, herald, kestrel, lantern, last):
        lake.mention(article, "Brackwater", "place")
        lake.mention(article, "Coast Guard", "organisation", start=20)
    for article in (kestrel, lantern):
        lake.mention(article, "Orla Venn", "person", start=40)
    lake.add(
        "rejects",
        at("05-12 00:00").date(),
        {
            "source_path": "inbox/broken.html",
            "source_record": 1,
            "source_sha256": "0" * 64,
            "reason": "empty_text",
            "detail": "the page has no text",
            "arrived_at": at("05-12 06:00"),
        },
    )
    return lake
