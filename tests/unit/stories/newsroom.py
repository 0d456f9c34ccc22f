"""Reports for the hard cases: made up, and written the way newsrooms write.

Belongs here: texts only.
"""

FLOOD = [
    (
        "2026-04-06T07:00",
        "River Anse bursts its banks at Drommen",
        (
            "The river Anse burst its banks at Drommen in the night and flooded the lower town, the fire service of Calder "
            "county said on Monday.\n\nAbout 300 people left their homes. Mayor Hedda Strand asked everyone near the mill "
            "quarter to go to the sports hall, where beds stand ready.\n\nThe gauge at the Drommen bridge read 6.1 metres at "
            "dawn, a metre above the wall."
        ),
    ),
    (
        "2026-04-07T09:00",
        "Two missing as Anse flood spreads through Drommen",
        (
            "Two men were missing in Drommen on Tuesday after the flood of the Anse carried away a footbridge, police in "
            "Calder county said.\n\nThe water stood in the mill quarter up to the first floor. Mayor Hedda Strand said that "
            "900 people were now in shelters, three times as many as a day before."
        ),
    ),
    (
        "2026-04-08T18:00",
        "Body found in Drommen flood, army sends boats",
        (
            "Divers found the body of a man of 58 in the flooded mill quarter of Drommen on Wednesday, the first death in "
            "the Anse flood.\n\nThe army sent 40 boats to Calder county. Mayor Hedda Strand said that the other missing man "
            "had turned up at his sister's house."
        ),
    ),
    (
        "2026-04-09T12:00",
        "Anse flood: Drommen without drinking water",
        (
            "Drommen has had no clean drinking water since Thursday morning because the Anse flood reached the wells, the "
            "waterworks of Calder county said.\n\nSoldiers hand out bottles at the sports hall. Mayor Hedda Strand counts "
            "1,400 people in shelters."
        ),
    ),
    (
        "2026-04-10T08:00",
        "Anse falls for first time since Drommen flood began",
        (
            "The Anse fell by 20 centimetres overnight at the Drommen bridge, the first fall since the flood began on Monday, "
            "the Calder county gauge service said on Friday.\n\nThe mill quarter stays closed, Mayor Hedda Strand said."
        ),
    ),
    (
        "2026-04-11T10:00",
        "Minister walks through flooded Drommen and promises money",
        (
            "Interior Minister Jorun Aske walked through the mill quarter of Drommen on Saturday and promised 80 million "
            "crowns for those whom the Anse flood has driven from their homes.\n\nMayor Hedda Strand said that Calder county "
            "would need twice that."
        ),
    ),
    (
        "2026-04-12T16:00",
        "First families go home in Drommen after Anse flood",
        (
            "The first 60 families went back to the mill quarter of Drommen on Sunday, six days after the Anse flood.\n\n"
            "Mud stands knee-deep in the cellars. Mayor Hedda Strand asked volunteers from all of Calder county to bring "
            "shovels."
        ),
    ),
    (
        "2026-04-13T09:00",
        "Drommen opens inquiry into wall that let Anse flood through",
        (
            "Drommen will look into why the wall along the Anse gave way a week ago, Mayor Hedda Strand said on Monday.\n\n"
            "One man died in the flood of the mill quarter, and 1,400 people were in shelters. The wall was built by Calder "
            "county in 1987."
        ),
    ),
]

NEXT_FLOOD = (
    "2026-04-24T07:00",
    "River Torne floods Hallvik after days of rain",
    (
        "The river Torne flooded the harbour streets of Hallvik on Friday after four days of rain, the rescue service of "
        "Norrby county said.\n\nMayor Anders Quist said that 150 people had left their homes and that a school serves as a "
        "shelter. Nobody was hurt."
    ),
)

BLAZE = (
    "2026-05-12T06:00",
    "Fire guts furniture works in Lund Harbour",
    (
        "Fire destroyed the Brandvold furniture works in Lund Harbour early on Tuesday, and 45 firefighters fought it for "
        "five hours, chief Tove Rask said.\n\nTwo night workers breathed smoke and were taken to the clinic. The roof fell in "
        "at about three o'clock.\n\nOwner Karsten Brandvold said that 120 people work there and that he would rebuild."
    ),
)

NEXT_BLAZE = (
    "2026-05-14T06:00",
    "Fire guts timber yard in Sorby",
    (
        "Fire destroyed the Melgaard timber yard in Sorby early on Thursday, and 30 firefighters fought it for three hours, "
        "chief Lars Vinje said.\n\nNobody was hurt. The crane fell in at about two o'clock.\n\nOwner Berit Melgaard said that "
        "16 people work there and that she would not rebuild."
    ),
)


def tide_notice(place: str, day: str, figures: tuple[int, int, int, int]) -> tuple[str, str]:
    """Title and text of one issue of a notice that comes every day with other figures."""
    level, high, low, wind = figures
    return (
        f"Tides at {place} for {day}",
        (
            f"The harbour office of {place} gives the tides for {day}.\n\nHigh water is expected at {high} minutes past six, "
            f"low water at {low} minutes past twelve. The level at the old bridge is {level} centimetres.\n\nWinds of {wind} "
            "knots are forecast outside the moles, and small craft should wait for the pilot."
        ),
    )


def results_notice(company: str, quarter: str, profit: str, sales: str) -> tuple[str, str]:
    """Title and text of a company's results, which come in the same words for every company."""
    return (
        f"{company} {quarter} net rises",
        (
            f"{company} said its {quarter} net profit rose to {profit} million crowns.\n\nSales were {sales} million crowns. "
            "The board will propose an unchanged dividend at the annual meeting."
        ),
    )
