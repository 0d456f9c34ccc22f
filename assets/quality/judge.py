"""What Great Expectations says of checks on a frame.  It is imported here, inside functions, and nowhere else.

Belongs here: turning checks into expectations, one call of the library, reading its results as verdicts.
Does not belong here: which frames are judged, and what batches say together (run.py).

Cost: the import of Great Expectations is some five seconds of CPU, an expectation on figures 3 ms, one on rows 7 ms.
Rows are first judged without details; only what fails is asked again for the offenders.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from assets import schemas
from assets.quality.outcome import EXAMPLES, Example
from assets.quality.scan import first_line

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult

    from assets.quality.suite import Check


@dataclass(frozen=True)
class Verdict:
    """What Great Expectations says of one check on one frame.  `reason` is set where it could not run.

    `days` are those of the offenders; None where they cannot be told.
    """

    holds: bool
    offending: int = 0
    observed: float | None = None
    examples: tuple[Example, ...] = ()
    reason: str = ""
    days: frozenset[date] | None = None


def judge(checks: Sequence[Check], frame: pd.DataFrame, index: Sequence[str]) -> dict[str, Verdict]:
    """What Great Expectations says of each check, by name.  `index` names the columns that identify a row.

    Everything is first judged without details, which costs half; what fails is judged again for its offenders.
    """
    first = validate(checks, frame, {"result_format": "BOOLEAN_ONLY"})
    failed = [check for check in checks if not first[check.name].holds and not first[check.name].reason]
    if not failed:
        return first
    detailed = {
        # The complete list: each of the days in it is held back, not only those of the first offenders.
        "result_format": "COMPLETE",
        "unexpected_index_column_names": list(index),
        "partial_unexpected_count": EXAMPLES,
    }
    return {**first, **validate(failed, frame, detailed)}


def validate(checks: Sequence[Check], frame: pd.DataFrame, result_format: dict[str, Any]) -> dict[str, Verdict]:
    """One call of Great Expectations for all checks on one frame; its exceptions come back as reasons."""
    if not checks:
        return {}
    batch = frame_batch()  # before the imports below: it switches telemetry off
    import great_expectations.expectations as gxe
    from great_expectations.core.expectation_suite import ExpectationSuite
    from great_expectations.validator.v1_validator import Validator

    verdicts: dict[str, Verdict] = {}
    expectations = []
    for check in checks:
        try:
            kind = getattr(gxe, check.expectation)
            expectations.append(kind(**check.kwargs, severity=check.severity, meta={"check": check.name}))
        except (AttributeError, ValueError, TypeError) as error:
            verdicts[check.name] = Verdict(holds=False, reason=first_line(error))
    validator = Validator(batch_definition=batch, batch_parameters={"dataframe": frame}, result_format=result_format)
    found = validator.validate_expectation_suite(ExpectationSuite(name="checks", expectations=expectations))
    for result in found.results:
        verdicts[name_of(result)] = read_result(result)
    return verdicts


def name_of(result: ExpectationValidationResult) -> str:
    """The check that a result is of: results come in another order than the suite's."""
    if result.expectation_config is None or result.expectation_config.meta is None:
        raise RuntimeError("a Great Expectations result came back without its expectation")
    return str(result.expectation_config.meta["check"])


def read_result(result: ExpectationValidationResult) -> Verdict:
    """One result as a verdict.  An exception is no verdict on the data."""
    reason = exception_of(result.exception_info)
    if reason:
        return Verdict(holds=False, reason=reason)
    found = result.result or {}
    observed = found.get("observed_value")
    rows = found.get("unexpected_index_list") or found.get("partial_unexpected_index_list") or []
    texts = {str(row.get(schemas.DAY, ""))[:10] for row in rows}
    values = [row for row in found.get("partial_unexpected_list", []) if isinstance(row, (int, float))]
    if observed is None and values:
        observed = max(values, key=abs)
    return Verdict(
        holds=bool(result.success),
        offending=int(found.get("unexpected_count", 0)),
        observed=float(observed) if isinstance(observed, (int, float)) else None,
        examples=tuple(example_of(row) for row in rows[:EXAMPLES]),
        days=frozenset(day for text in texts if (day := day_of(text)) is not None),
    )


def exception_of(info: dict[str, Any] | None) -> str:
    """The exception's first line, '' without one.  The info is flat, or keyed by the metric that failed."""
    if not info:
        return ""
    found = [info] if "raised_exception" in info else [one for one in info.values() if isinstance(one, dict)]
    for one in found:
        if one.get("raised_exception"):
            message = str(one.get("exception_message") or "unknown exception").strip()
            return message.splitlines()[0][:300] if message else "unknown exception"
    return ""


def example_of(row: dict[str, Any]) -> Example:
    """An offending row as its day and the rest of its key."""
    day = str(row.get(schemas.DAY, ""))[:10]
    key = " ".join(str(value) for name, value in row.items() if name != schemas.DAY)
    return Example(day_of(day), key or day)


def day_of(text: str) -> date | None:
    """The day that is written there; None where it is none, as in the warehouse's figures."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@functools.cache
def frame_batch() -> BatchDefinition[Any]:
    """Great Expectations set up once a process: no project folder, no telemetry, no progress bars."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read when the library is imported
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return (
        context.data_sources.add_pandas("frames")
        .add_dataframe_asset("frame")
        .add_batch_definition_whole_dataframe("all")
    )
