"""The count of killed and of injured that a reader takes from a report: the first one stated or summed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assets.facts.analyse import Analyst

if TYPE_CHECKING:
    from assets.facts.language import Language

TOLLS = (
    # What is said of the counted.
    ("The raid claimed the lives of three fellow officers.", 3, None),
    ("The fire claimed the lives of his mother and a lodger.", 2, None),
    ("A crash in Marlow led to three officers' deaths.", 3, None),
    ("A gunman fatally wounded three pupils at the mill.", 3, None),
    ("A gunman fatally wounded one pupil and injured another and a teacher.", 1, 2),
    ("Two other non-fatal shootings are under investigation.", None, None),
    ("The attack left two in life-threatening condition, police said.", None, 2),
    ("The gunman fled, leaving two others critically wounded early Thursday in Marlow.", None, 2),
    ("Also wounded were four patrons.", None, 4),
    ("Killed were the driver and five clerks aboard the train.", 6, None),
    ("A man was killed in the blast. Two other men were taken to Harlow County Medical Center.", None, 2),
    (
        "Police arrested a man on Friday for suspected involvement in a shooting that left one dead and three injured.",
        1,
        3,
    ),
    ("Officers found two men with gunshot wounds. They are in stable condition at a hospital.", None, 2),
    # Who is counted, and who is one of a list.
    ("The blast left him and his two daughters dead.", 3, None),
    ("He is accused of killing his father and a first-grader.", 2, None),
    ("A shooting claimed the lives of his mother and a man who shot her, then turned the gun on himself.", 2, None),
    ("A gunman who took hostages has been killed, along with two of the hostages, police said.", 2, None),
    ("The blast killed at least three people and a police officer.", 4, None),
    ("A clerk was shot by two other teens. He is recovering.", None, None),
    ("A boy was shot and killed at home with two other boys.", None, None),
    ("A party ended with five people shot. They are in stable condition at a hospital.", None, 5),
    ("A man, woman and child were rushed to a hospital as a result of the shooting.", None, 3),
    ("Police killed a gang member and brother of Tom Holt.", None, None),
    # Those who live.
    ("All five were found dead at home. All five had gunshot wounds.", 5, None),
    (
        (
            "Officers found four victims with gunshot wounds. One of the victims, 17-year-old Ray Holt, a pupil at Marlow High "
            "School, was pronounced deceased."
        ),
        None,
        3,
    ),
    (
        (
            "Four victims of the shooting were taken to a hospital. Three have wounds that are not life-threatening; the fourth "
            "victim, Holt, sustained serious injury and was pronounced dead."
        ),
        None,
        3,
    ),
    ("Ford is charged with shooting four people and killing one of them.", None, 3),
    (
        (
            "Ten people were shot over the weekend. The mayor spoke on Monday. Bullets were found in a wall. "
            "Five people were shot and one was killed at an inn on Sunday."
        ),
        None,
        4,
    ),
    (
        (
            "A feud led to eight people getting shot, including Kal Marsh, who was killed. "
            "The seven others who were shot are all expected to live."
        ),
        None,
        7,
    ),
    ("Three others were treated in hospital after the shooting. A man was killed.", None, 3),
    ("After the fire the four were taken to a hospital, where they died of burns.", None, None),
    ("Police said 10 people were wounded. One of the victims was killed.", None, 9),
    ("Three people were injured, including a 17-year-old girl who succumbed to her injuries.", None, 2),
    (
        (
            "Police look into a quadruple shooting. They found Marcus Lyme and another man with wounds. "
            "Lyme was pronounced dead at a hospital."
        ),
        None,
        3,
    ),
    ("A man was killed. He shot two children in their beds. The woman who called died at the scene.", None, None),
    # Persons told one by one.
    ("A girl was wounded in the shooting. A man was also shot and is in stable condition.", None, 2),
    ("A girl was shot in the leg and taken to a hospital. She died. An officer was also wounded.", None, None),
    # Ages are no counts.
    ("Her sons, 7 and 8, were critically hurt.", None, None),
    ("Two men, 25 and 30, were shot and pronounced dead.", 2, None),
    ("Boy, 8, dies in apparent accidental shooting.", None, None),
    ("Montrel Quint Hollis, 22, of Marlow, was found dead at the mill.", None, None),
    ("A man killed his three daughters, ages four, six and 13, and wounded two cooks.", 3, 2),
    ("Eighth grader dead after shooting at Harlow home.", None, None),
)


@pytest.mark.parametrize(("text", "killed", "injured"), TOLLS)
def test_the_toll_of_a_report(language: Language, text: str, killed: int | None, injured: int | None) -> None:
    """Each sentence gave another toll or none: deaths told by other words, people told by pronouns, ages, doers."""
    assert toll(language, text, "killed") == killed
    assert toll(language, text, "injured") == injured


@pytest.mark.parametrize(
    ("title", "phrase", "measure"),
    [
        ("4 shot, 1 dead in Marlow", "4", "shoot"),
        ("5 Teens Shot at Marlow Party", "5 Teens", "injured"),
    ],
)
def test_people_are_shot_in_a_headline(language: Language, title: str, phrase: str, measure: str) -> None:
    """'4 shot' counted four shots, so nobody was hurt though the text says that all live."""
    text = "They were shot on Friday. " + ("One has died." if measure == "shoot" else "They are in stable condition.")
    facts = Analyst(language).read(title, text).facts
    assert (phrase, measure) in [(fact.phrase, fact.measure) for fact in facts if fact.part == "title"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holt was shot dead in Marlow. Ada died in front of her house.",
        "A man was shot dead in Marlow, and other people were hurt. A man, aged 50, was killed, police said.",
        "A shooting killed 17-year-old Nell Holt. It was in retaliation for the killing of 22-year-old Dom Marsh.",
    ],
)
def test_one_person_told_twice_is_one(language: Language, text: str) -> None:
    """A first name, 'other people' who were hurt, and a feud made two dead of one."""
    assert toll(language, text, "killed") is None


def toll(language: Language, text: str, measure: str) -> float | None:
    """The first count of the measure that is stated of the event, as whoever reads the facts takes it."""
    facts = Analyst(language).read("", text).facts
    stated = [f.value for f in facts if f.measure == measure and f.scope == "current" and f.polarity == "asserted"]
    return stated[0] if stated else None


def test_a_bare_number_over_a_page_of_something_else_counts_no_hurt(language: Language) -> None:
    """'5 shot' above a page that shows only its own furniture was five injured, though nothing tells of them."""
    page = "More stories\n\nA bakery turns old bread into beer.\n\nThe council meets today.\n\nRain is due.\n\nA school opens.\n\nNews at nine."
    facts = Analyst(language).read("5 shot in Lusk, police say", page).facts
    assert not [fact for fact in facts if fact.measure == "injured"]
    told = "Five people were shot in Lusk on Monday. They were taken to hospital and will recover, police said."
    assert [fact.value for fact in Analyst(language).read("5 shot in Lusk", told).facts if fact.measure == "injured"]
