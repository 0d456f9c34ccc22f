"""Named mentions of whole texts: spans, kinds, one entity per real thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.facts.analyse import Analyst
from assets.facts.document import Texts
from assets.facts.entities import Mention, find_mentions
from assets.schemas import ENTITY_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.facts.language import Language


@pytest.fixture
def mentions_of(language: Language):
    def find(text: str, title: str = "") -> list[Mention]:
        return find_mentions(language.document(title, text))

    return find


def test_offsets_are_exact_and_no_span_occurs_twice(mentions_of) -> None:
    """Repaired spans kept the offsets of the unrepaired ones; a nested name doubled a key of the table."""
    text = "The U.S.-led coalition met Ukrainian President Volodymyr Zelenskyy’s envoy in Kyiv’s centre, the Government of Iraq said."
    found = mentions_of(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert len({(m.part, m.start, m.end) for m in found}) == len(found)
    assert {m.kind for m in found} <= set(ENTITY_KINDS)


def test_surname_title_and_full_name_are_one_person(mentions_of) -> None:
    """'Quill', 'Senator Quill' and 'Marta Quill' were three people."""
    found = mentions_of(
        "Senator Marta Quill visited the harbour on Friday. Quill said it was safe. Reporters met Ms. Quill later."
    )
    people = [m for m in found if m.kind == "person"]
    assert len(people) == 3
    assert len({m.entity_id for m in people}) == 1
    assert {m.name for m in people} == {"Marta Quill"}


def test_a_shared_surname_stays_two_people(mentions_of) -> None:
    """Husband and wife became one entity."""
    found = mentions_of("Peter Lund met Anna Lund in Oslo. Peter Lund left on Monday, and Anna Lund stayed.")
    assert len({m.entity_id for m in found if m.kind == "person"}) == 2


def test_spellings_are_one_person_over_articles(mentions_of) -> None:
    """Zelensky and Zelenskyy had two ids, so their statements could not be put together."""
    ids = {
        m.entity_id
        for text in (
            "Volodymyr Zelenskyy spoke in Kyiv on Monday.",
            "Ukrainian President Volodymyr Zelensky spoke in Kyiv on Monday.",
            "The address by Zelenskiy was short, officials in Kyiv said.",
        )
        for m in mentions_of(text)
        if m.kind == "person"
    }
    assert len(ids) == 1


def test_places_have_outside_ids_and_nationalities_a_country(mentions_of) -> None:
    """A place had no GeoNames id, a nationality no country."""
    found = {m.text: m for m in mentions_of("Norwegian engineers flew from Oslo to Kharkiv in Ukraine on Monday.")}
    assert found["Oslo"].country_code == "NO"
    assert found["Kharkiv"].geonames_id == 706483
    assert (found["Norwegian"].kind, found["Norwegian"].country_code) == ("group", "NO")


def test_headline_and_body_share_entities(mentions_of) -> None:
    """Names in headlines were not read, or not tied to the body."""
    found = mentions_of(
        "Mayor Marta Quill opened the bridge in Kharkiv on Monday.", title="Quill Opens Bridge In Kharkiv"
    )
    title = {m.entity_id for m in found if m.part == "title"}
    body = {m.entity_id for m in found if m.part == "text"}
    assert title
    assert title <= body


def test_name_found_once_is_found_again(mentions_of) -> None:
    """The model marked a name in one sentence and missed it in the next."""
    text = "The Northern Harbour Authority closed two piers. Later the Northern Harbour Authority reopened one."
    found = [m for m in mentions_of(text) if m.text == "Northern Harbour Authority"]
    assert len(found) == 2
    assert {m.kind for m in found} == {"organisation"}


def test_an_abbreviation_is_its_long_name(mentions_of) -> None:
    """'UN' and 'United Nations' had two ids."""
    found = mentions_of("The United Nations sent aid. A UN convoy arrived on Monday.")
    assert len({m.entity_id for m in found if m.kind == "organisation"}) == 1


def test_a_regime_is_a_body_and_no_person(mentions_of) -> None:
    """'The Assad regime' counted as a mention of the man."""
    found = {m.text: m.kind for m in mentions_of("Troops loyal to the Assad regime left the town on Friday.")}
    assert found.get("Assad regime") == "organisation"
    assert "Assad" not in found


@pytest.mark.parametrize(
    "text", ["KYIV, April 3 (Reuters) - Two men were hurt in the blast, police said.", "LUSK (HN) - The dam held."]
)
def test_a_dateline_opens_with_a_place(mentions_of, text: str) -> None:
    """The town in capitals was a person or an organisation."""
    first = mentions_of(text)[0]
    assert (first.start, first.kind) == (0, "place")


def test_weapons_and_vehicles_are_named(mentions_of) -> None:
    """A drone's name was a person, an aircraft's an organisation."""
    found = {m.text: m.kind for m in mentions_of("A Shahed-136 was shot down by an F-16 near Kharkiv, officials said.")}
    assert found["Shahed-136"] == "weapon"
    assert found["F-16"] == "vehicle"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("PORT ROYCE, March 3 - Two ferries were late, officials said.", "PORT ROYCE", "place"),
        ("Quarry Foods Corp <QRY> sold its plant in Ohio.", "Quarry Foods Corp", "organisation"),
        ("The senator, who backed the Clean Harbours Act, spoke in Ohio.", "Clean Harbours Act", "work"),
        ("The raid was part of Operation Iron Tide, the army said.", "Operation Iron Tide", "event"),
        ("The village of Quillam lies on the river, officials in Norway said.", "Quillam", "place"),
        ("The bill was written by Sen. Marta Quill, R-Ohio, on Monday.", "Ohio", "place"),
    ],
)
def test_a_name_ends_and_is_typed_by_its_own_words_and_its_neighbours(
    mentions_of, text: str, name: str, kind: str
) -> None:
    """A town was cut in two, a ticker became part of a company, a law or an operation was a body, a party a place."""
    assert {m.text: m.kind for m in mentions_of(text)}.get(name) == kind


def test_a_country_in_a_headline_of_capitals_keeps_its_id(mentions_of) -> None:
    """'JAPAN' and 'EGYPT' were places of their own beside Japan and Egypt."""
    found = mentions_of("Japan closed two piers on Monday.", title="HARBOURS OF JAPAN EXPECT TRAFFIC TO GROW")
    assert {m.geonames_id for m in found if m.text.casefold() == "japan"} == {1861060}


def test_an_abbreviation_that_the_text_defines_is_found_again(mentions_of) -> None:
    """'WKO' of a body whose initials differ was nobody, or a body of its own."""
    found = mentions_of(
        "The Harbour Workers' Union (WKO) called a strike in Oslo. Ferries stopped on Monday, and the WKO met the owners."
    )
    union = [m for m in found if "WKO" in m.text or "Union" in m.text]
    assert [m.text for m in union] == ["Harbour Workers' Union", "WKO", "WKO"]
    assert len({m.entity_id for m in union}) == 1


def test_a_headline_in_capitals_names_what_the_body_names(mentions_of) -> None:
    """Words of a headline in capitals were people and bodies, and the names in it were missed."""
    found = mentions_of(
        "Northern Ferries Inc said on Monday that it bought two piers in Norway.",
        title="NORTHERN FERRIES INC EXPECTS NARROWS TRAFFIC TO GROW IN NORWAY",
    )
    body = {m.entity_id for m in found if m.part == "text"}
    title = [m for m in found if m.part == "title"]
    assert {m.text for m in title} == {"NORTHERN FERRIES INC", "NORWAY"}
    assert {m.entity_id for m in title} <= body


def test_a_word_that_lost_the_blank_before_it_is_no_part_of_a_name(mentions_of) -> None:
    """Pages that lose the blank behind a link made a second person of "Quillsaid"."""
    found = mentions_of(
        "Prime MinisterMarta Quill spoke in Oslo. Marta Quillhas a plan. Later Marta Quillsaid that it was safe, and Quill left."
    )
    people = [m for m in found if m.kind == "person"]
    assert {m.name for m in people} == {"Marta Quill"}
    assert len({m.entity_id for m in people}) == 1


def test_a_name_goes_on_over_a_wrapped_line(mentions_of) -> None:
    """In a text that an agency wraps, "Quarry" and "Foods Co" were two."""
    text = (
        "The ministry in Oslo said on Monday that it had asked Quarry\nFoods Co to repair the long pier in the spring, so "
        "that ferries\ncould land there again before the summer, and that Norway had\nto wait for it until then because of "
        "the storms in the harbour.\n"
    )
    assert "Quarry\nFoods Co" in {m.text for m in mentions_of(text)}


def test_bodies_of_one_state_are_one_however_written(mentions_of) -> None:
    """The Norwegian Defense Ministry and "Norway's Ministry of Defence" were two, and one with Sweden's."""
    norway = mentions_of("Norway’s Defense Ministry spoke on Monday. The Norwegian Ministry of Defence was late.")
    sweden = mentions_of("The Swedish Defence Ministry spoke in Stockholm on Monday.")
    bodies = {m.entity_id for m in norway if m.kind == "organisation"}
    assert len(bodies) == 1
    assert bodies.isdisjoint({m.entity_id for m in sweden if m.kind == "organisation"})


def test_an_administration_is_one_with_and_without_the_given_name(mentions_of) -> None:
    """The "Donald Trump campaign" was another than the "Trump campaign"."""
    found = mentions_of("The Donald Trump campaign spent more. The Trump campaign was late in Ohio, officials said.")
    assert len({m.entity_id for m in found if m.kind == "organisation"}) == 1


def test_a_surname_is_the_office_holders_where_the_text_gives_his_office(mentions_of) -> None:
    """In a text that names his daughter in full, "Trump" was the daughter."""
    found = mentions_of("President Trump met Ivanka Trump in Ohio. Trump said on Monday that the talks went well.")
    assert {m.name for m in found if m.text == "Trump"} == {"Donald Trump"}
    assert {m.name for m in found if m.text == "Ivanka Trump"} == {"Ivanka Trump"}


def test_a_place_and_its_mayor_are_two(mentions_of) -> None:
    """The two were one organisation, "Lusk, Ann Dole"."""
    found = {
        m.text: m.kind for m in mentions_of("The mayor of Lusk, Ann Dole, spoke on Monday in Oslo, reporters said.")
    }
    assert (found.get("Lusk"), found.get("Ann Dole")) == ("place", "person")


def test_a_local_body_names_its_town_and_a_bank_no_people(mentions_of) -> None:
    """The town of "Oslo Police Department" was not named, and "American Harbour Bank" named Americans."""
    found = {(m.text, m.kind) for m in mentions_of("The Oslo Police Department and the American Harbour Bank agreed.")}
    assert ("Oslo", "place") in found
    assert ("American", "group") not in found


def test_a_verb_beside_a_name_is_no_part_of_it(mentions_of) -> None:
    """The words "Retorted Quill" and "Quill added" were people of their own, and the bare surname was nobody's any more."""
    found = mentions_of(
        "Marta Quill met reporters in Oslo. Retorted Quill: “No.” To Quill, Norway was late, and Quill left."
    )
    people = [m for m in found if m.kind == "person"]
    assert len({m.entity_id for m in people}) == 1
    assert {m.text for m in people} == {"Marta Quill", "Quill"}


def test_names_that_only_fold_alike_are_two(mentions_of) -> None:
    """The rater Moody was a prime minister, and a company was its subsidiary."""
    found = mentions_of("Moody spoke on Monday. Quarry Ltd said that Quarry Technologies Inc of Norway was late.")
    assert "Narendra Modi" not in {m.name for m in found}
    companies = [m for m in found if m.text.startswith("Quarry")]
    assert len({m.entity_id for m in companies}) == len(companies) == 2


def test_a_king_bears_no_surname(mentions_of) -> None:
    """A King Tarim was the man whose last name is Tarim."""
    found = mentions_of("Crown Prince Omar bin Tarim met King Tarim in Riyadh. Prince Omar left on Monday.")
    king = {m.entity_id for m in found if "King" in m.text}
    prince = {m.entity_id for m in found if "Omar" in m.text}
    assert len(king) == len(prince) == 1
    assert king.isdisjoint(prince)


def test_a_generation_hides_no_surname(mentions_of) -> None:
    """A bare "Quill" was not Marcus Quill Jr., whose last word is "Jr."."""
    found = mentions_of("Marcus Quill Jr. spoke in Ohio on Monday. Quill said that the harbour was safe.")
    assert len({m.entity_id for m in found if m.kind == "person"}) == 1


def test_a_common_noun_is_the_one_body_that_is_such_or_none(mentions_of) -> None:
    """Every "Committee" of every article was one entity."""
    one = mentions_of("The Harbour Safety Committee met in Oslo. The Committee decided nothing, its members said.")
    assert len({m.entity_id for m in one if m.kind == "organisation"}) == 1
    assert not [
        m for m in mentions_of("The Committee decided nothing, its members said in Oslo.") if m.text == "Committee"
    ]


def test_a_headline_label_and_a_trade_are_no_part_of_a_company(mentions_of) -> None:
    """'CORRECTED-Halden Motors' and 'Carmaker Halden Motors' were companies of their own beside Halden Motors."""
    text = "OSLO, March 3 (Coastline Wire) - Carmaker Halden Motors said on Tuesday that it will cut 1,200 jobs. Halden Motors made a loss in Norway."
    for title in ("CORRECTED-Halden Motors to cut 1,200 jobs", "UPDATE 2-Halden Motors to cut 1,200 jobs"):
        found = mentions_of(text, title=title)
        assert [(m.part, m.text) for m in found if "Halden" in m.text] == [
            ("title", "Halden Motors"),
            ("text", "Halden Motors"),
            ("text", "Halden Motors"),
        ]


def test_same_text_gives_the_same_mentions(mentions_of) -> None:
    """The order of a set leaked into ids or order."""
    text = "Peter Lund of the Northern Harbour Authority (NHA) met NHA staff in Oslo; Lund thanked Norway."
    assert mentions_of(text) == mentions_of(text)


def test_empty_text_has_no_mentions(mentions_of) -> None:
    """An empty body ended in an error."""
    assert mentions_of("") == []


ARTICLES = (
    "Senator Marta Quill visited the harbour of Kharkiv on Friday. Quill said it was safe.",
    "Peter Quill lost the vote in Oslo. Marta Quill won it, and Peter Quill left on Monday.",
    "The Northern Harbour Authority (NHA) closed two piers in Georgia. The NHA fined Marta J. Quill.",
    "Ms. Quill met Anna Lund of the United Nations in Tbilisi, Georgia. Lund thanked Norway.",
)


def ids_of(analyst: Analyst, texts: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """Each text with its mentions and their ids."""
    read = analyst.read_all((Texts("", text), None) for text in texts)
    return {text: [(m.text, m.entity_id) for m in a.mentions] for text, a in zip(texts, read, strict=True)}


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(ARTICLES), taken=st.integers(1, len(ARTICLES)))
def test_ids_do_not_depend_on_order_or_on_other_articles(language: Language, order: list[str], taken: int) -> None:
    """An id changed when more articles arrived, or when they arrived in another order."""
    alone = {text: found for article in ARTICLES for text, found in ids_of(Analyst(language), [article]).items()}
    together = ids_of(Analyst(language), order[:taken])
    assert together == {text: alone[text] for text in order[:taken]}


@settings(max_examples=10, deadline=None)
@given(
    first=st.sampled_from(["Marta", "Ingrid", "Laura"]),
    second=st.sampled_from(["Peter", "Robert", "Thomas"]),
    surname=st.sampled_from(["Lund", "Fennimore", "Petrov"]),
)
def test_a_bare_surname_of_two_people_is_neither(language: Language, first: str, second: str, surname: str) -> None:
    """The surname alone went to one of two people who bear it, so a statement was put to the wrong one."""
    text = (
        f"{first} {surname} met {second} {surname} in Oslo. {first} {surname} stayed on Monday. "
        f"Reporters said that {surname} had left."
    )
    people = [m for m in find_mentions(language.document("", text)) if m.kind == "person"]
    one = {m.entity_id for m in people if m.text == f"{first} {surname}"}
    other = {m.entity_id for m in people if m.text == f"{second} {surname}"}
    bare = {m.entity_id for m in people if m.text == surname}
    assert len(one) == len(other) == 1
    assert one.isdisjoint(other)
    assert bare.isdisjoint(one | other)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Israel said that schools stay shut in Arad until Friday.", "IL"),
        ("Romania said that schools stay shut in Arad until Friday.", "RO"),
        ("Schools stay shut in Arad until Friday.", "RO"),
    ],
)
def test_a_city_does_not_vouch_for_its_own_country(mentions_of, text: str, country: str) -> None:
    """Arad in a text on Israel was the larger one in Romania, which it was itself taken to name."""
    found = {mention.text: mention for mention in mentions_of(text)}
    assert found["Arad"].country_code == country
