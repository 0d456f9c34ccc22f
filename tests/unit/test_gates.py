"""The quality gates refuse what is worse, take what is better, and never lower a floor."""

from bench.gates import Gate, flat, judge, raised

GATE = Gate("toy", lambda kit: {}, higher=("f1",), lower=("false_alarms",))


def broken(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    return [name for name, _, _, holds in judge(GATE, figures, floors) if not holds]


def test_a_worse_figure_breaks_its_floor() -> None:
    """A gate that passes whatever is measured guards nothing."""
    floors = {"f1": 0.8, "false_alarms": 2}
    assert broken({"f1": 0.8, "false_alarms": 2}, floors) == []
    assert broken({"f1": 0.79, "false_alarms": 3}, floors) == ["f1", "false_alarms"]


def test_a_figure_that_was_not_measured_does_not_hold() -> None:
    """A renamed figure of a scorer must not pass in silence."""
    assert broken({"false_alarms": 0}, {}) == ["f1"]


def test_raising_never_lowers() -> None:
    """A bad day must not be written into the floors."""
    assert raised(GATE, {"f1": 0.7, "false_alarms": 5}, {"f1": 0.8, "false_alarms": 2}) == {
        "f1": 0.8,
        "false_alarms": 2,
    }
    assert raised(GATE, {"f1": 0.9, "false_alarms": 1}, {"f1": 0.8, "false_alarms": 2}) == {
        "f1": 0.9,
        "false_alarms": 1,
    }


def test_nested_numbers_get_dotted_names() -> None:
    """Floors are kept by these names, so they must not change."""
    assert flat({"strict": {"value": {"f1": 0.5}}, "note": "x", "rows": 3}) == {"strict.value.f1": 0.5, "rows": 3.0}
