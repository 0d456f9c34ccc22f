"""A statement of sql/ over fewer rows than it names: as known at a moment, or of the stories to renew.

Belongs here: shadowing the names that a statement reads; its own text is never changed.
Does not belong here: running it (making.py).
"""

from __future__ import annotations

from assets.warehouse.building.statements import Statement, load


def as_of(statement: Statement) -> str:
    """The statement over the articles that were readable at time t: a name of its source is shadowed, nothing else."""
    shadows = []
    if "article_index" in statement.needs:
        shadows.append(
            "article_index AS (SELECT * REPLACE (CASE WHEN replaced_at <= t THEN replaced_at END AS replaced_at, "
            "replaced_at IS NULL OR replaced_at > t AS is_latest) FROM main.article_index "
            "WHERE reported_at <= t AND (stories IS NULL OR story_id IN (SELECT unnest(stories))))"
        )
    shadows.extend(
        f"{other.name} AS (SELECT * FROM {other.as_of}(t, stories := stories))"
        for other in load()
        if other.as_of and other.name in statement.needs
    )
    return f"WITH {', '.join(shadows)} SELECT * FROM ({statement.select})"


def touched_only(statement: Statement) -> str:
    """What the statement reads by story, narrowed to touched stories under the same names."""
    by_story = {"article_index"} | {s.name for s in load() if s.refresh == "story"}
    return ", ".join(
        f"{need} AS (SELECT * FROM main.{need} WHERE story_id IN (FROM touched_stories))"
        for need in statement.needs
        if need in by_story
    )
