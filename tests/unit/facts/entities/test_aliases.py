"""The user's alias file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assets.errors import UserError
from assets.facts.entities import find_mentions
from assets.facts.entities.identity.aliases import read_aliases

if TYPE_CHECKING:
    from assets.facts.language import Language

HEADER = "alias,kind,name,outside_id\n"


def test_alias_gives_all_its_writings_one_entity(tmp_path: Path, language: Language) -> None:
    """A file of aliases was read and had no effect."""
    file = tmp_path / "aliases.csv"
    file.write_text(HEADER + "Old Ironside,person,Marta Quill,Q17\nMarta Quill,person,Marta Quill,Q17\n", "utf-8")
    document = language.document("", "Senator Marta Quill arrived on Monday. Critics mocked Quill for the delay.")
    mentions = find_mentions(document, read_aliases(file))
    assert {m.name for m in mentions if m.kind == "person"} == {"Marta Quill"}
    assert len({m.entity_id for m in mentions if m.kind == "person"}) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("alias,name\nQuill,Marta Quill\n", "no column kind"),
        (HEADER + "Quill,wizard,Marta Quill,\n", "kind 'wizard'"),
        (HEADER + ",person,Marta Quill,\n", "must not be empty"),
        (HEADER + "Quill\n", "line 2: alias, kind and name must not be empty"),
        (
            HEADER + "Quill,person,Marta Quill,Q1\nQuill,person,Peter Quill,Q2\n",
            "line 3: 'Quill' is person Peter Quill",
        ),
        (HEADER + "Quill,person,Marta Quill,Q1\nMarta,person,Marta Quill,Q2\n", "line 3: 'Marta' is"),
        (HEADER + "Quarry, Inc,organisation,Quarry Foods,\n", "line 2: more columns"),
        (HEADER + "Quarry,organisation,Quarry Foods, Inc,Q3\n", "line 2: more columns"),
        (HEADER + '"Quill,person,Marta Quill,Q1\n', "no CSV"),
    ],
)
def test_a_faulty_file_is_named_in_one_line(tmp_path: Path, content: str, words: str) -> None:
    """A wrong alias file ended in a traceback, or was passed over in silence."""
    file = tmp_path / "aliases.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(UserError, match=words):
        read_aliases(file)


def test_a_file_in_another_encoding_is_a_user_error(tmp_path: Path) -> None:
    """A file that a spreadsheet saved as UTF-16 ended in the decoder's own words."""
    file = tmp_path / "aliases.csv"
    file.write_text(HEADER, "utf-16")
    with pytest.raises(UserError, match="UTF-8"):
        read_aliases(file)


def test_a_missing_file_is_a_user_error(tmp_path: Path) -> None:
    """A path with a typing error ended in a traceback."""
    with pytest.raises(UserError, match="cannot be read"):
        read_aliases(tmp_path / "none.csv")


def test_outside_id_reaches_short_mentions_and_the_id_stays(tmp_path: Path, language: Language) -> None:
    """The outside id was read and lost; and an alias file gave a person another entity than texts without it."""
    file = tmp_path / "aliases.csv"
    file.write_text(
        HEADER + "Marta Quilloff,person,Marta Quilloff,Q17\nThe Old Mill,organisation,Mill Trust,\n", "utf-8"
    )
    document = language.document(
        "", "Senator Marta Quilloff arrived on Monday. She was late, and Mrs. Quilloff said so."
    )
    plain = [m for m in find_mentions(document) if m.kind == "person"]
    aliased = [m for m in find_mentions(document, read_aliases(file)) if m.kind == "person"]
    assert len(aliased) == len(plain) == 2
    assert {m.outside_id for m in plain} == {None}
    assert {m.outside_id for m in aliased} == {"Q17"}
    assert {m.entity_id for m in aliased} == {m.entity_id for m in plain}
