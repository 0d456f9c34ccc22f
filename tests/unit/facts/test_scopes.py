"""Of which event a count of harm is: the one that an article reports, another one, or none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from assets.errors import UserError
from assets.facts.analyse import Analyst
from assets.facts.quantities import find_facts

if TYPE_CHECKING:
    from pathlib import Path

    from assets.facts.language import Language

PUBLISHED = datetime(2020, 6, 15, tzinfo=UTC)
CRASH = "A bus crash killed five nurses in Torvale on Monday. Police closed the road."
LEDGER = (
    "The council of Torvale passed its budget for the coming year on Monday evening. The members cheered when the mayor "
    "signed it in front of the old town hall. Shops in the centre may stay open until ten from now on."
)

BACKGROUND = (
    ("a toll far down in a report on something else", f"{LEDGER} A flood killed 40 farmers at Lusk.", 40),
    ("a year before the attack", f"{CRASH} The 2012 attack on a market there left 14 dead.", 14),
    ("deadliest since", f"{CRASH} It was the deadliest crash since May, when a lorry killed 12 clerks.", 12),
    ("anniversary", f"{CRASH} Sunday is the anniversary of a blaze that killed 30 pilgrims.", 30),
    ("a previous event", f"{CRASH} Two cooks were killed in a previous crash there.", 2),
    ("a separate event", f"{CRASH} In a separate crash, two cooks were killed.", 2),
    ("well before", f"{CRASH} A bus killed seven pupils near the town on May 2.", 7),
    ("each year", f"{CRASH} About 900 people die on these roads each year.", 900),
    ("each year, with nothing before it", "Smoke is behind the deaths of 4,000 infants each year.", 4000),
    ("worldwide", f"{CRASH} Buses kill more than 8,000 people worldwide.", 8000),
    ("since a year", f"{CRASH} Some 3,000 people have been killed on the road since 2011.", 3000),
    ("over years", f"{CRASH} More than 300 drivers were killed there over the past decade.", 300),
    ("an earlier report", f"{CRASH} Police initially said that three nurses were killed.", 3),
    ("a week after another", f"{CRASH} It came a week after a lorry killed two clerks in Lusk.", 2),
    ("weeks before it", f"{CRASH} A lorry killed 12 clerks at Lusk, just two weeks before the crash.", 12),
    ("a city's series", "The shooting brought the city's homicide count to sixteen.", 16),
    ("homicides of the year", "Torvale has had 112 homicides so far this year.", 112),
)
CURRENT = (
    (
        "what an earlier report was raised to",
        "Police initially said two cooks were killed; it was raised to five dead.",
        5,
    ),
    ("the event itself, told again", f"{CRASH} The crash on June 13 killed five nurses, the coroner said.", 5),
    (
        "what the report is about",
        "More than 7,500 children were killed in the war in the past decade, a report says.",
        7500,
    ),
    ("a toll told late of a storm", f"A storm hit Torvale. {LEDGER} Six people were killed.", 6),
    ("the second in years", "Gunmen killed 18 guests in Lusk, the second such attack in the last two years.", 18),
    ("in a town of many deaths", "A bomb killed five men in Lusk, a town that has lost hundreds in recent years.", 5),
    ("the worst since", "The worst flood since 1950 has killed 19 people in Lusk.", 19),
)


def scopes(language: Language, text: str) -> dict[float | None, str]:
    facts = Analyst(language).read("", text, published_at=PUBLISHED).facts
    return {fact.value: fact.scope for fact in facts if fact.measure == "killed"}


@pytest.mark.parametrize(("text", "value"), [case[1:] for case in BACKGROUND], ids=[case[0] for case in BACKGROUND])
def test_background(language: Language, text: str, value: float) -> None:
    """The toll of another event, or of a year or a continent, stood as the toll of the event reported."""
    assert scopes(language, text)[value] == "background"


@pytest.mark.parametrize(("text", "value"), [case[1:] for case in CURRENT], ids=[case[0] for case in CURRENT])
def test_current(language: Language, text: str, value: float) -> None:
    """A rule that sees other events everywhere would leave the report without its toll."""
    assert scopes(language, text)[value] == "current"


def test_the_event_stays_current_beside_another(language: Language) -> None:
    """What is said of another event changes nothing of the first count."""
    found = scopes(language, f"{CRASH} Some 3,000 people have been killed on the road since 2011.")
    assert found == {5: "current", 3000: "background"}


def test_lines_over_the_text_are_not_its_opening(language: Language) -> None:
    """Date, section and headline stood for the opening of a text, and the toll of its first sentence was another event's."""
    head = "Today : Apr 25, 2025\n\nWorld News\n\n25 April 2025\n\nMinister Urges Rival To Halt Them\n\n"
    lede = (
        "In a turn of events, the minister has urged his rival to halt a campaign that led to at least 12 fatalities."
    )
    assert scopes(language, head + lede) == {12: "current"}


def test_a_war_that_goes_on_is_the_event(language: Language) -> None:
    """Tolls of a war were filed as another event's where its report opens with talks."""
    talks = (
        "The king of Lusk has sent more guns to the front than he said he would in the spring. "
        "The two sides have not spoken since the talks in Harrow broke down over the bridges. "
    )
    facts = (
        Analyst(language)
        .read("War in Torvale goes on", f"{talks} Nine soldiers have been killed.", published_at=PUBLISHED)
        .facts
    )
    assert [fact.scope for fact in facts if fact.measure == "killed"] == ["current"]


def test_a_past_event_in_a_report_on_politics(language: Language) -> None:
    """The toll of an attack of last year stood as news in a report on a bill."""
    text = (
        f"{LEDGER} The mayor named the attack in Harrow that killed 14 pupils as her reason. "
        "She was first elected in 2016."
    )
    assert scopes(language, text) == {14: "background"}


def test_what_people_die_of_in_general(language: Language) -> None:
    """'Thousands die waiting' stood as the toll of the day."""
    text = f"{LEDGER} More than 100,000 people wait for a kidney and 4,000 die waiting."
    assert scopes(language, text)[4000] == "background"


def test_people_taken_in_another_year(language: Language) -> None:
    """Only the dead and injured were asked of which event they are; arrests of any year stood beside today's."""
    text = f"{CRASH} Police arrested two drivers. Not since 2008, when 95 drivers were arrested, were there so many."
    facts = Analyst(language).read("", text, published_at=PUBLISHED).facts
    assert {f.value: f.scope for f in facts if f.measure == "detained"} == {2: "current", 95: "background"}


def test_a_user_weighs_the_signs(language: Language, tmp_path: Path) -> None:
    """A newsroom that files trials under their crimes can say so without Python; a sign that there is not is an error."""
    lists = tmp_path / "scope_weights.tsv"
    lists.write_text("another\t-20\tof a previous crash\n", encoding="utf-8")
    document = language.document("", f"{CRASH} Two cooks were killed in a previous crash there.")
    found = find_facts(document, published_at=PUBLISHED, user_lexicon=tmp_path)
    assert {fact.value: fact.scope for fact in found} == {5: "current", 2: "current"}
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "scope_weights.tsv").write_text("moon\t1\tfull\n", encoding="utf-8")
    with pytest.raises(UserError, match="moon"):
        find_facts(document, published_at=PUBLISHED, user_lexicon=wrong)


def test_a_rate_by_time_is_a_statistic(language: Language) -> None:
    """'5,000 soldiers a week' stood beside the toll of one day."""
    assert scopes(language, f"{CRASH} Some 5,000 soldiers a week are dying.")[5000] == "background"


def test_the_title_tells_what_is_reported(language: Language) -> None:
    """An opening without a word of harm under a title of death is the report on it."""
    facts = (
        Analyst(language).read("Nine die in Lusk", f"{LEDGER} Nine people were killed.", published_at=PUBLISHED).facts
    )
    assert {fact.scope for fact in facts if fact.measure == "killed"} == {"current"}
