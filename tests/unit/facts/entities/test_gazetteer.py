"""Places by name, with context to choose between places of one name."""

from __future__ import annotations

import time

import pytest

from assets.facts.entities.identity.gazetteer import Gazetteer, gazetteer


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


@pytest.mark.parametrize(
    ("name", "code", "geonames_id"),
    [
        ("Kyiv", "UA", 703448),
        ("Kiev", "UA", 703448),
        ("Киев", "UA", 703448),
        ("U.S.", "US", 6252001),
        ("Britain", "GB", 2635167),
        ("DPRK", "KP", 1873107),
        ("Texas", "US", 4736286),
    ],
)
def test_known_names_give_their_place(places: Gazetteer, name: str, code: str, geonames_id: int) -> None:
    """An abbreviation or an older spelling led to another place or none."""
    place = places.look_up(name)
    assert place is not None
    assert (place.country_code, place.geonames_id) == (code, geonames_id)


def test_lower_case_us_is_no_country(places: Gazetteer) -> None:
    """The pronoun 'us' was read as the United States."""
    assert places.look_up("us") is None


def test_population_chooses_where_nothing_else_tells(places: Gazetteer) -> None:
    """London became the one in Ontario or Kentucky."""
    place = places.look_up("London")
    assert place is not None
    assert place.country_code == "GB"


def test_countries_named_in_the_text_choose(places: Gazetteer) -> None:
    """Odessa in a text on Ukraine was put in Texas."""
    alone, in_context = places.look_up("Odessa"), places.look_up("Odessa", frozenset({"UA"}))
    assert alone is not None
    assert in_context is not None
    assert in_context.country_code == "UA"


def test_a_named_country_does_not_move_a_capital(places: Gazetteer) -> None:
    """In a text that names the United States, London became the one in Ohio."""
    place = places.look_up("London", frozenset({"US"}))
    assert place is not None
    assert place.country_code == "GB"


def test_regions_have_a_country_and_one_key(places: Gazetteer) -> None:
    """Provinces had no country, and "Odesa region" and "Odesa oblast" were two places, or the city."""
    region, oblast = places.look_up("Kharkiv region"), places.look_up("Kharkiv oblast")
    city = places.look_up("Kharkiv")
    assert region is not None
    assert city is not None
    assert region == oblast
    assert (region.country_code, region.division, region.geonames_id) == ("UA", "UA.07", 706482)
    assert city.geonames_id not in (None, region.geonames_id)


@pytest.mark.parametrize(
    ("name", "near", "geonames_id"),
    [
        ("Georgia", {"GE", "RU"}, 614540),
        ("Georgia", {"US", "US.TX"}, 4197000),
        ("Dayton", {"US", "US.TX"}, 4509884),
        ("Portland", {"US", "US.ME"}, 4975802),
        ("Paris", {"US", "US.TX"}, 2988507),
        ("Liberty County", {"US", "US.FL"}, 4161925),
        ("Punjab", {"PK"}, 1167710),
        ("Victoria", {"AU"}, 2145234),
        ("WASHINGTON", set(), 4140963),
    ],
)
def test_states_and_countries_named_beside_choose(
    places: Gazetteer, name: str, near: set[str], geonames_id: int
) -> None:
    """Georgia in a text on Texas was the country, a county none at all, a dateline's WASHINGTON the western state."""
    place = places.look_up(name, frozenset(near))
    assert place is not None
    assert place.geonames_id == geonames_id


def test_a_short_abbreviation_is_no_village(places: Gazetteer) -> None:
    """PA, the Palestinian Authority, was a town in Burkina Faso, and "the West" one in Texas."""
    west = places.look_up("West", frozenset({"US"}))
    assert places.look_up("PA", frozenset({"IL"})) is None
    assert west is not None
    assert west.geonames_id is None


def test_the_state_behind_a_comma_decides(places: Gazetteer) -> None:
    """'Springfield, Illinois' was put in Missouri, the larger one."""
    illinois, missouri = (places.look_up("Springfield", within=state) for state in ("Illinois", "Missouri"))
    assert illinois is not None
    assert missouri is not None
    assert illinois.geonames_id != missouri.geonames_id


def test_country_behind_a_comma_never_moves_a_capital(places: Gazetteer) -> None:
    """In 'talks in London, U.S. officials said' London moved to America."""
    place = places.look_up("London", within="U.S.")
    assert place is not None
    assert place.country_code == "GB"


def test_opening_costs_little_once_the_index_is_there(places: Gazetteer) -> None:
    """The whole city list was read into memory at every start."""
    begin = time.process_time()
    Gazetteer().look_up("Kharkiv")
    assert time.process_time() - begin < 0.3


def test_washington_is_the_capital_and_a_town_of_one_country_is_found(places: Gazetteer) -> None:
    """Washington became the state in the west; a town below a hundred thousand people was no place at all."""
    washington, tikrit = places.look_up("Washington"), places.look_up("Tikrit")
    assert washington is not None
    assert washington.geonames_id == 4140963
    assert tikrit is not None
    assert tikrit.country_code == "IQ"
