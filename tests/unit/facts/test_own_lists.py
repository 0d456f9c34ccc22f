"""A user's own word lists: a folder that the settings name, no Python, nothing of the package edited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from assets.errors import UserError
from assets.facts import own_lists
from assets.facts.analyse import Analyst
from assets.facts.language import Language
from assets.facts.settings import read_settings
from assets.home import Home
from pipelines import settings
from pipelines.cli.extract import command

TEXT = "The wall is 3 furloos long. The academy has enrolled 40 pupils. Ann Lisle drawled that 12 guests were on the ferry."


def lists(home: Path, **files: str) -> Path:
    folder = home / "lists"
    folder.mkdir()
    for name, rows in files.items():
        (folder / f"{name}.tsv").write_text(rows, encoding="utf-8")
    (home / "newstally.toml").write_text('[facts]\nlexicon = "lists"\n', encoding="utf-8")
    return folder


def extracted(home: Path, text: str = TEXT) -> list[dict[str, Any]]:
    path = home / "in.jsonl"
    path.write_text(json.dumps({"id": 1, "text": text}) + "\n", encoding="utf-8")
    result = CliRunner().invoke(command, [str(path)], obj=Home(home), catch_exceptions=False)
    facts: list[dict[str, Any]] = json.loads(result.stdout)["facts"]
    return facts


def test_a_unit_a_measure_and_a_cue_of_ones_own(tmp_path: Path) -> None:
    """A newsroom with units, roles or verbs of its own had to edit the installed package."""
    lists(
        tmp_path,
        units="# an old measure\nfurloo\t\tlength\tmetre\t250\t\tfurloo|furloos\t\n",
        measures="patient\tenrol\tenrolled\n",
        verbs="say\tclause,quote\tdrawl\n",
    )
    wall, pupils, guests = extracted(tmp_path)
    assert (wall["unit"], wall["base_value"], wall["base_unit"], wall["measure"]) == (
        "furloo",
        750.0,
        "metre",
        "distance",
    )
    assert pupils["measure"] == "enrolled"
    assert guests["said_by"] == "Ann Lisle"


def test_dollars_of_ones_own_country(tmp_path: Path) -> None:
    """A Canadian newsroom's bare dollars are Canada's, which the shipped lists cannot know."""
    lists(tmp_path, shared_currencies="dollar|dollars|$\tCA\tCAD\n")
    text = "Canada set aside $40 million. Ottawa will lend 90 million dollars more."
    assert [fact["unit"] for fact in extracted(tmp_path, text)] == ["CAD", "CAD"]


def test_aliases_stand_among_the_lists(tmp_path: Path) -> None:
    """Outside ids could be given by an environment variable alone, which a scheduled run may not have."""
    folder = lists(tmp_path)
    (folder / "aliases.csv").write_text("alias,kind,name,outside_id\nLisle,person,Ann Lisle,Q7\n", encoding="utf-8")
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": 1, "text": TEXT}) + "\n", encoding="utf-8")
    result = CliRunner().invoke(command, [str(path)], obj=Home(tmp_path), catch_exceptions=False)
    assert [m["outside_id"] for m in json.loads(result.stdout)["entities"] if m["name"] == "Ann Lisle"] == ["Q7"]


def test_a_name_of_the_list_is_found_where_the_model_sees_none(tmp_path: Path) -> None:
    """A place of the user's own was no place of any fact: an alias only gave its id to names found without it."""
    folder = lists(tmp_path)
    (folder / "aliases.csv").write_text(
        "alias,kind,name,outside_id\nBrinnow,place,Brinnow,gn:99\nOld Ironside,person,Marta Quill,\n", encoding="utf-8"
    )
    reading = Analyst(Language(), folder).read("", "Nine people died in Brinnow on Monday, Old Ironside said.")
    assert [(m.text, m.kind, m.name) for m in reading.mentions] == [
        ("Brinnow", "place", "Brinnow"),
        ("Old Ironside", "person", "Marta Quill"),
    ]
    assert [(fact.place, fact.said_by_name) for fact in reading.facts] == [("Brinnow", "Marta Quill")]


def test_without_the_folder_the_words_mean_nothing(tmp_path: Path) -> None:
    """The lists of one home must not stay in force for the next one in the same process."""
    wall, pupils, guests = extracted(tmp_path)
    assert (wall["unit"], pupils["measure"], guests["said_by"]) == ("count", "enrol", None)


@pytest.mark.parametrize(
    ("name", "rows", "says"),
    [
        ("units", "furloo\t\tlength\tmetre\tlong\t\tfurloo\t\n", r"units\.tsv:1: 'long' is not a number"),
        ("units", "furloo\t\tlength\tmetter\t2\t\tfurloo\t\n", r"units\.tsv:1: 'metter' is not known here.*metre"),
        ("currencies", "FRLO\tfurlo\t\t\n", r"currencies\.tsv:1: 'FRLO' is no code of ISO 4217"),
        ("shared_currencies", "crowns\tSweden\tSEK\n", r"shared_currencies\.tsv:1: 'Sweden' is no country"),
        ("shared_currencies", "crowns\tSE\tSWK\n", r"shared_currencies\.tsv:1: 'SWK' is not known here"),
        ("units", "furloo\n", r"units\.tsv:1: no tab"),
        ("units", "# head\n\nfurloo\t\t\tmetre\t1\t\tfurloo\t\n", r"units\.tsv:3: no dimension"),
        ("rates", "fps\tfps\t\tfurloo\tsecond\n", r"rates\.tsv:1: 'furloo' is not known here"),
        ("number_words", "gross\tscale\t\n", r"number_words\.tsv:1: no value"),
        ("number_words", "gross\tscales\t144\n", r"number_words\.tsv:1: 'scales' is not known here.*scale, suffix"),
        ("bounds", "before\tnigh on\tnearly\n", r"bounds\.tsv:1: 'nearly' is not known here.*about, at_least"),
        ("measures", "passive\tenrol\tenrolled\n", r"measures\.tsv:1: 'passive' is not known here.*patient"),
        ("measures", "patient\tenrol\tenrolled\tmore\n", r"measures\.tsv:1: 4 columns where 3"),
        ("changes", "verb\twane\tdown\n", r"changes\.tsv:1: 'down' is not known here; write one of decrease, increase"),
        ("verbs", "shout\tclause\tdrawl\n", r"verbs\.tsv:1: 'shout' is not known here"),
        ("verbs", "say\tclauses\tdrawl\n", r"verbs\.tsv:1: 'clauses' is not known here"),
        ("unit", "furloo\t\tlength\n", r"unit\.tsv: no list has this name; there are units\.tsv"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, name: str, rows: str, says: str) -> None:
    """A slip in a word list must be found by file and line before anything is read by it."""
    folder = lists(tmp_path, **{name: rows})
    before = own_lists.chosen()
    with pytest.raises(UserError, match=says):
        Analyst(Language(), folder)
    assert own_lists.chosen() == before


def test_the_settings_name_the_folder(tmp_path: Path) -> None:
    """A folder misspelt in the settings was silently no folder."""
    toml = tmp_path / "newstally.toml"
    toml.write_text('[facts]\nlexicon = "lists"\n', encoding="utf-8")
    with pytest.raises(UserError, match="lists: there is no such folder"):
        settings.load(toml, {})
    (tmp_path / "lists").mkdir()
    settings.load(toml, {})
    assert read_settings(toml, {}).lexicon_folder == tmp_path / "lists"
    elsewhere = {"NEWSTALLY_FACTS_LEXICON": "/elsewhere", "NEWSTALLY_FACTS_KEPT_MEGABYTES": "7"}
    assert read_settings(toml, elsewhere).lexicon_folder == Path("/elsewhere")
    assert read_settings(toml, elsewhere).kept_megabytes == 7
    toml.write_text("[facts]\nlexikon = 'lists'\n", encoding="utf-8")
    with pytest.raises(UserError, match="no setting lexikon; did you mean lexicon"):
        settings.load(toml, {})
    toml.write_text("[facts]\nkept_megabytes = -1\n", encoding="utf-8")
    with pytest.raises(UserError, match="whole number of megabytes"):
        settings.load(toml, {})
