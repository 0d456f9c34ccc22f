"""People that a text lists or counts in parts: the sum, what it is made from, and the words it is not made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.facts.analyse import Analyst

if TYPE_CHECKING:
    from assets.facts.language import Language
    from assets.facts.quantities import Fact

SUMMED = (
    ("The fire killed an elderly man and his granddaughter.", "killed", 2, ("an elderly man", "his granddaughter")),
    ("The blast killed six guards and ten villagers.", "killed", 16, ("six guards", "ten villagers")),
    ("A mother and her two sons were injured in Torvale.", "injured", 3, ("A mother", "two sons")),
    (
        "Divers found the bodies of 25-year-old Tarrin Vex and 31-year-old Olma Brandt.",
        "killed",
        2,
        ("25-year-old Tarrin Vex", "31-year-old Olma Brandt"),
    ),
    ("A couple and three of their children were found dead at home.", "killed", 5, None),
    ("It began in Marlow, where a couple and three of their kids were found dead in their home.", "killed", 5, None),
    (
        "Four people were badly hurt in the crash. In addition to the four, another 22 have been treated for bumps.",
        "injured",
        26,
        ("Four people", "22"),
    ),
    ("Two miners ran off. Both were arrested in Marlow.", "detained", 2, ("Both",)),
    ("A fourth climber has died in hospital.", "killed", 4, ("fourth climber",)),
    ("Police call it a double murder.", "killed", 2, ("double murder",)),
    ("Police called it a triple fatal shooting.", "killed", 3, ("triple fatal shooting",)),
    ("The mayor spoke after a quadruple shooting.", "shoot", 4, ("quadruple shooting",)),
    ("A man and a woman were hit by a van.", "hit", 2, ("A man", "a woman")),
    (
        "Two men are in critical condition after a crash. Two others were injured. Four men were hurt in all.",
        "injured",
        4,
        ("Two men", "Two others"),
    ),
    (
        "Three sailors died at the pier. Two others died in hospital.",
        "killed",
        5,
        ("Three sailors", "Two others"),
    ),
    ("Five men were shot outside a bar, one fatally.", "injured", 4, ("Five men", "one")),
    ("Nora Marsh, 19, Tom Poole, 22, and Ben Lund, 30, were killed.", "killed", 3, None),
    ("His brother, 8-year-old Tom, and his aunt, Ada, 27, were both injured.", "injured", 2, ("both",)),
    ("The guards now say an 8th pupil was injured on Sunday.", "injured", 8, ("8th pupil",)),
    ("Guards found three men and one woman suffering from burns.", "injured", 4, ("three men", "one woman")),
    ("Two more miners died, bringing the total of deaths to eight.", "killed", 8, None),
    ("A grandfather, his daughter and six grandchildren died Friday after a blast.", "killed", 8, None),
    ("The driver became the second person to die of burns.", "killed", 2, ("second person",)),
    ("A gas blast sent nine cooks to the hospital in Torvale.", "injured", 9, ("nine cooks",)),
    ("He strangled his wife in Marlow before killing himself.", "killed", 2, ("his wife", "killing himself")),
    ("A baker shot his twin daughters to death and then hanged himself.", "killed", 3, None),
    (
        "The guard shot two clerks dead before turning the gun on himself.",
        "killed",
        3,
        ("two clerks", "turning the gun on himself"),
    ),
    (
        "The clerk shot the nurse and the cook and then shot himself, in what police call a murder-suicide.",
        "killed",
        3,
        None,
    ),
    ("Four cooks and a 3-year-old were injured in Marlow.", "injured", 5, ("Four cooks", "a 3-year-old")),
    (
        "One man was taken to hospital after the crash. Three others were hurt.",
        "injured",
        4,
        ("One man", "Three others"),
    ),
    (
        "A cook was rushed to the hospital after a crash. Five others were hurt.",
        "injured",
        6,
        ("A cook", "Five others"),
    ),
    ("Ada Lund, 22, was shot dead in a bar. Ben Marsh, a clerk, was also killed.", "killed", 2, None),
    ("A body was found near the car in which three other people had been shot dead.", "killed", 4, None),
    ("Ada Lund and her father, Tom Lund, 61, were shot dead in a bar.", "killed", 2, None),
    ("Seven cooks were shot in Lusk. Ada Lund died at the scene.", "injured", 6, None),
    ("A gunman shot three clerks dead and then decided to take his own life.", "killed", 4, None),
    ("The guard was charged with three counts of aggravated murder.", "killed", 3, ("three counts",)),
    ("One of the victims in a crash that sent six people to the hospital has died.", "injured", 5, None),
)
NOT_SUMMED = (
    "Three others, two men and a woman, were injured.",
    "A man died, three others, two clerks, aged 20 and 22, and a woman, are being treated for wounds.",
    "The guard was charged with three counts of attempted murder.",
    "Ada Lund was shot dead in Lusk in 1999. Ben Marsh was shot dead there in 2004.",
    "Ada Lund was shot dead in a bar. Lund, 22, was killed on her birthday.",
    "One cook was killed and three others were hurt in the crash.",
    "Nobody said whether the guard or the driver was killed.",
    "Twelve people were killed. Among the dead were Olma Brandt and Tarrin Vex.",
    "His son and daughter warned that he might die in prison.",
    "The town's second homicide of the year was reported on Monday.",
    "One man died and three others were injured. The three other men are stable.",
    "He shot two clerks dead, then tried to kill himself.",
    "A woman and two dogs were killed by the flood.",
    "Two of the victims of the shooting are clerks. One of them died.",
    "Two men were killed. A third man was hurt.",
)


def sums(language: Language, text: str, title: str = "") -> list[Fact]:
    return [fact for fact in Analyst(language).read(title, text).facts if fact.is_summed]


@pytest.mark.parametrize(("text", "measure", "value", "parts"), SUMMED, ids=[case[0][:40] for case in SUMMED])
def test_people_are_summed(
    language: Language, text: str, measure: str, value: float, parts: tuple[str, ...] | None
) -> None:
    """A toll told person by person is lost to whoever asks for a number."""
    found = [fact for fact in sums(language, text) if fact.measure == measure]
    assert [fact.value for fact in found] == [value]
    assert parts is None or found[0].parts == parts


@pytest.mark.parametrize("text", NOT_SUMMED)
def test_what_is_no_sum(language: Language, text: str) -> None:
    """A part added to its own whole, or a list of some of the dead, makes a false toll."""
    assert sums(language, text) == []


def test_every_part_leads_to_its_characters(language: Language) -> None:
    """A sum that cannot be checked against the text is a guess."""
    text = "It happened at noon. Three sailors died at the pier. Two others died in hospital."
    (one,) = sums(language, text)
    assert [text[start:end] for start, end in one.part_spans] == list(one.parts)
    assert text[one.start : one.end] == one.phrase


def test_a_sum_stands_before_its_parts(language: Language) -> None:
    """The first count of a text is taken for its toll; a part must not be taken for the whole."""
    facts = Analyst(language).read("", "The blast killed six guards and ten villagers.").facts
    assert [fact.value for fact in facts] == [16, 6, 10]


def test_the_shot_who_live_are_injured(language: Language) -> None:
    """Shot is neither killed nor injured; the rest of the text tells which."""
    text = "Two men were killed and four more people shot in Torvale."
    assert [(f.value, f.measure) for f in Analyst(language).read("", text).facts] == [(2, "killed"), (4, "injured")]


def test_a_whole_report_without_a_death_tells_of_people_who_live(language: Language) -> None:
    """'Shot' alone leaves it open who lives, and so does a line of a report; a report to its end does not."""
    line = "Four players were shot near a court in Marlow."
    rest = " It rained. The game had ended. A car drove off. Police took pictures. Nobody was arrested."
    assert [f.measure for f in Analyst(language).read("", line).facts] == ["shoot"]
    assert [f.measure for f in Analyst(language).read("", line + rest).facts] == ["injured"]


def test_those_pronounced_dead_are_the_ones_counted_before(language: Language) -> None:
    """People found with wounds count as injured, though the next sentence says that they died."""
    text = "Officers found two women with gunshot wounds. They were pronounced dead at the scene."
    assert [(f.value, f.measure) for f in Analyst(language).read("", text).facts] == [(2, "killed")]


def test_some_of_the_victims_are_not_their_number(language: Language) -> None:
    """'Two of the four victims' read as a count of those shot makes two of four."""
    text = "Two of the four victims of the shooting know each other, the hospital said."
    counts = [f.value for f in Analyst(language).read("", text).facts if f.measure == "injured"]
    assert counts == [4]


def test_people_searched_for_are_missing(language: Language) -> None:
    """A search by rescuers counts the missing; a search by police counts suspects."""
    lost = "Rescuers searched for four crew members of a capsized trawler."
    sought = "Rescue crews left. Police searched for four suspects."
    assert [f.measure for f in Analyst(language).read("", lost).facts] == ["missing"]
    assert [f.measure for f in Analyst(language).read("", sought).facts] == ["search"]


def test_the_event_of_the_headline_is_the_event_reported(language: Language) -> None:
    """A report of a trial is about a past event; its toll must not be filed as background."""
    from datetime import UTC, datetime

    text = "A man was charged on Monday. The shooting on 9 October 2030 injured eight people."
    published = datetime(2031, 5, 7, tzinfo=UTC)
    told = Analyst(language).read("Man charged in Torvale shooting", text, published).facts
    aside = Analyst(language).read("Man charged in Torvale", text, published).facts
    assert [fact.scope for fact in told] == ["current"]
    assert [fact.scope for fact in aside] == ["background"]
    text += " Three guards were killed."
    both = Analyst(language).read("Man charged in Torvale shooting", text, published).facts
    assert [fact.scope for fact in both] == ["current", "current"]


@pytest.mark.parametrize(
    ("title", "measure", "value"),
    [
        ("Baby, 4 others injured in Lusk crash", "injured", 5),
        ("Woman, 2 children killed in house fire", "killed", 3),
        ("2 teens, woman killed in crash", "killed", 3),
        ("Boy, 5, and 2 others killed in crash", "killed", 3),
        ("Toddler, 12-year-old and 2 men hurt", "injured", 4),
        ("Man and 2 women found dead in Torvale", "killed", 3),
        ("Woman, 2 children, including baby, killed in fire", "killed", 3),
    ],
)
def test_people_listed_in_a_title(language: Language, title: str, measure: str, value: int) -> None:
    """'Baby, 4 others injured' stood as four injured beside the five of every other report."""
    assert [(fact.measure, fact.value) for fact in sums(language, "", title)] == [(measure, value)]


@pytest.mark.parametrize(
    "title",
    [
        "Man arrested, 4 people injured in crash",
        "In Torvale, 4 people injured",
        "2 people, including gunman, dead in Torvale",
        "3 dead, 5-year-old wounded",
        "Woman, 3 dogs killed",
    ],
)
def test_no_people_listed_in_a_title(language: Language, title: str) -> None:
    """Who is arrested, a town, an age and dogs are none of those harmed."""
    assert sums(language, "", title) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was jailed for shooting and killing his wife, Maud, and 22-year-old son, Tom, at the lodge.", 2),
        ("The agency told of 34 deaths and 160 lung injury cases.", None),
    ],
)
def test_a_name_and_a_case_are_nobody_more(language: Language, text: str, value: int | None) -> None:
    """The name of the wife was counted as a third victim, and cases were added to deaths."""
    assert [fact.value for fact in sums(language, text)] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("A 3-year-old and four adults were shot in Torvale.", "shoot", 5),
        ("A 3-month-old baby and four other people are in the hospital.", "hospitalised", 5),
        ("One person died after seven were shot in Lusk on Sunday.", "injured", 6),
        ("Police say one of five men shot outside the inn has died.", "injured", 4),
        (
            "Two nurses are in critical condition after a crash. Two of them are sisters. Six others are hurt.",
            "injured",
            8,
        ),
    ],
)
def test_a_sum_over_what_is_said_apart(language: Language, text: str, measure: str, value: int) -> None:
    """A child told by its age, one who died of those shot, and those told again were left out of the sum."""
    assert (measure, value) in [(fact.measure, fact.value) for fact in sums(language, text)]


def test_a_fifth_patient_is_the_fifth(language: Language) -> None:
    """The words that tell who the fifth is were counted as one more: two dead."""
    (fifth,) = sums(language, "Later that month, a fifth patient, an old woman, died on the way to a clinic.")
    assert fifth.value == 5


def test_those_in_hospital_keep_their_bound(language: Language) -> None:
    """'At least 29 taken to hospital' after a crash stood as 29 injured and not one more."""
    (hurt,) = sums(language, "A crash closed the road. At least 29 people were taken to the hospital.")
    assert (hurt.measure, hurt.low, hurt.high, hurt.bound) == ("injured", 29, None, "at_least")


def test_a_list_with_at_least_is_at_least(language: Language) -> None:
    """'At least 12 clerks and a guard' stood as 12, for the list had no bound."""
    (dead,) = sums(language, "A blast in Torvale killed at least 12 clerks and a guard.")
    assert (dead.value, dead.low, dead.high, dead.bound) == (13, 13, None, "at_least")


def test_at_least_one_dead_leaves_at_most_the_others(language: Language) -> None:
    """Of seven shot with at least one dead no more than six live, and fewer may."""
    (living,) = sums(language, "At least one cook is dead after seven people were shot at an inn.")
    assert (living.measure, living.value, living.low, living.high, living.bound) == ("injured", 6, None, 6, "at_most")


@pytest.mark.parametrize(
    "text",
    [
        "Shots rang out, and over 100 guests rushed out of the doors. Six were wounded.",
        "Six people were shot and one person was stabbed to death in Lusk.",
    ],
)
def test_no_sum_of_those_who_ran_or_died_otherwise(language: Language, text: str) -> None:
    """Guests who rushed out were counted as rushed to hospital, and a man stabbed as one of those shot."""
    assert sums(language, text) == []


def test_the_count_of_the_title_stands_before_some_of_it(language: Language) -> None:
    """'Two of the dead were named' ahead of the toll of three made two of a text whose title says three."""
    text = "Two victims killed at the mill have been named. The blast killed three people, the mayor said."
    found = sums(language, text, "Mill blast kills three")
    assert [(fact.value, fact.measure, fact.parts) for fact in found] == [(3, "killed", ("three people",))]
    assert found[0].start == 0
    assert not sums(language, text, "Mill blast kills two")


def test_a_line_of_the_text_that_repeats_the_title_is_read_as_one(language: Language) -> None:
    """A headline that a page shows again above its text leaves words out there too."""
    line = "2-year-old and three adults shot in Lusk"
    found = sums(language, f"{line}\n\nPolice are looking for the driver of a grey van.", f"{line} - Lusk Daily")
    (listed,) = (fact for fact in found if fact.part == "text")
    assert (listed.value, listed.parts) == (4, ("2-year-old", "three adults"))
    assert not sums(language, f"{line}\n\nPolice are looking for the driver.", "Man sought")
