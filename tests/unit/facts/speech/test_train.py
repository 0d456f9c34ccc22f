"""Learning weights, and choosing by them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assets.errors import UserError
from assets.facts.entities import find_mentions
from assets.facts.speech import find_quotes, model, train

if TYPE_CHECKING:
    from pathlib import Path

    from assets.facts.language import Language

TEXT = "Officials said the pier was safe. The council praised the harbour crew. Lund said nine boats had sunk."


def annotated(*contents: str) -> str:
    attributions = [{"Content": [[TEXT.index(c), TEXT.index(c) + len(c)]]} for c in contents]
    return json.dumps({"id": "a", "text": TEXT, "attributions": attributions})


def test_learned_weights_choose_what_was_annotated(tmp_path: Path, language: Language) -> None:
    """Weights were written and read and changed nothing, or praise stayed although no one had marked it."""
    data, out = tmp_path / "data.jsonl", tmp_path / "weights.txt"
    lines = [annotated("the pier was safe", "nine boats had sunk")] * 40
    data.write_text("\n".join(lines) + "\n", "utf-8")
    assert train.main([str(data), str(out)]) == 0
    document = language.document("", TEXT)
    mentions = find_mentions(document)
    by_rule = {q.text for q in find_quotes(document, mentions)}
    learned = {q.text for q in find_quotes(document, mentions, model.read_weights(out))}
    assert "the harbour crew" in by_rule
    assert learned == {"the pier was safe", "nine boats had sunk"}


def test_weights_survive_the_file(tmp_path: Path) -> None:
    """A feature with a blank or a tab's neighbour in it was cut when read back."""
    weights = model.Weights({"lemma=say": 1.5, "who= a b": -0.25}, 0.48)
    model.write_weights(tmp_path / "w", weights)
    assert model.read_weights(tmp_path / "w") == weights


def test_another_file_is_refused_in_one_line(tmp_path: Path) -> None:
    """A wrong path to weights ended in a traceback, or in quotes of nobody."""
    (tmp_path / "w").write_text("hello\n", "utf-8")
    with pytest.raises(UserError, match="holds no speech weights"):
        model.read_weights(tmp_path / "w")


def test_faulty_data_ends_with_a_status_and_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Data without attributions ended in a traceback."""
    (tmp_path / "d.jsonl").write_text('{"id": "a"}\n', "utf-8")
    assert train.main([str(tmp_path / "d.jsonl"), str(tmp_path / "out")]) == 1
    assert "line 1" in capsys.readouterr().err
