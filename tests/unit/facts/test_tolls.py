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
    # Who is counted, and who is one of a list.
    ("The blast left him and his two daughters dead.", 3, None),
    ("He is accused of killing his father and a first-grader.", 2, None),
    ("A shooting claimed the lives of his mother and a man who shot her, then turned the gun on himself.", 2, None),
    ("A gunman who took hostages has been killed, along with two of the hostages, police said.", 2, None),
    ("The blast killed at least three people and a police officer.", 4, None),
    ("A clerk was shot by two other teens. He is recovering.", None, None),
    ("A boy was shot and killed at home with two other boys.", None, None),
    ("A party ended with five people shot. They are in stable condition at a hospital.", None, 5),
    # Those who live.
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
