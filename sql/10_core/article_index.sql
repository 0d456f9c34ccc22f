-- table: article_index
-- grain: one revision of one article, with keys and times only
-- key: article_id, revision
-- meaning: Which story, group of copies and independent source a revision belongs to, and from when to when it stood.
--   Small enough to be made anew in every build; what changed in it tells which other rows to renew.
-- refresh: whole
-- order: story_id, reported_at, article_id, revision
-- inherits: articles, stories, duplicates
-- column source_id: Independent source that its figures are counted under: the agency that the original of its group of
--   copies is credited to, else the outlet of that original, else the group itself where no outlet is known.
-- column reported_at: When this text was first readable: publication or the source's own update, in UTC; arrival where
--   neither is known, and for a changed text whose page gives no new time.
-- column is_time_exact: Whether reported_at is known to the minute; else only its day counts.
-- column is_dated: Whether anything tells when this text was first readable; else reported_at is its arrival, and no more is
--   known than that it is not younger.
-- column source_at: reported_at of the original's revision that stood when this was readable, where this is another outlet's
--   copy; else its own: an outlet that publishes its text again has looked at it again.
-- column replaced_at: When the next revision took its place; null for the latest.
-- column is_latest: Whether it is the latest revision of the article.
-- column is_copy: Whether it is a copy of another article's text (copy, truncation or light rewrite).
WITH revisions AS (
    SELECT
        article_id,
        revision,
        day,
        outlet_id,
        wire_credit,
        title,
        coalesce(published_at, arrived_at) AS first_at,
        CASE
            WHEN updated_at IS NOT NULL THEN greatest(coalesce(published_at, updated_at), updated_at)
            WHEN revision = 1 OR published_at > min(published_at) OVER seen THEN coalesce(published_at, arrived_at)
            ELSE greatest(coalesce(published_at, arrived_at), arrived_at)
        END AS reported_at,
        published_precision IN ('second', 'minute') OR updated_at IS NOT NULL AS is_time_exact,
        published_at IS NOT NULL OR updated_at IS NOT NULL OR revision > 1 AS is_dated,
        revision = max(revision) OVER seen AS is_latest
    FROM lake.articles
    WINDOW seen AS (PARTITION BY article_id)
),

standing AS (
    SELECT
        *,
        lead(reported_at) OVER (PARTITION BY article_id ORDER BY revision) AS replaced_at
    FROM revisions
),

agencies AS (
    SELECT
        lower(outlet) AS agency,
        min(outlet_id) AS outlet_id
    FROM lake.articles
    WHERE outlet IS NOT NULL AND outlet_id <> 'unknown'
    GROUP BY lower(outlet)
),

originals AS (
    SELECT
        s.article_id,
        s.outlet_id,
        s.wire_credit,
        t.times
    FROM standing AS s
    INNER JOIN (SELECT article_id, list(reported_at ORDER BY revision) AS times FROM standing GROUP BY article_id) AS t -- noqa: ST05
        ON s.article_id = t.article_id
    WHERE s.is_latest
)

SELECT
    r.article_id,
    r.revision,
    r.day,
    coalesce(s.story_id, 's' || substr(r.article_id, 2)) AS story_id,
    coalesce(d.duplicate_group, s.duplicate_group, 'd' || substr(r.article_id, 2)) AS duplicate_group,
    coalesce(d.original_id, r.article_id) AS original_id,
    coalesce(d.relation, 'original') AS relation,
    r.outlet_id,
    CASE
        WHEN coalesce(o.wire_credit, r.wire_credit) IS NOT NULL
            THEN coalesce(w.outlet_id, 'wire:' || lower(coalesce(o.wire_credit, r.wire_credit)))
        WHEN coalesce(o.outlet_id, r.outlet_id) <> 'unknown' THEN coalesce(o.outlet_id, r.outlet_id)
        ELSE coalesce(d.duplicate_group, s.duplicate_group, 'd' || substr(r.article_id, 2))
    END AS source_id,
    r.title,
    r.reported_at,
    r.is_time_exact,
    r.is_dated,
    CASE
        WHEN d.relation IN ('copy', 'truncation', 'light_rewrite') AND (o.outlet_id <> r.outlet_id OR r.outlet_id = 'unknown')
            THEN coalesce(
                list_max(list_filter(o.times, lambda moment: moment <= r.reported_at)), o.times[1], r.reported_at -- noqa: CP01, RF02
            )
        ELSE r.reported_at
    END AS source_at,
    r.replaced_at,
    r.is_latest,
    coalesce(d.relation IN ('copy', 'truncation', 'light_rewrite'), FALSE) AS is_copy,
    coalesce(s.is_representative, FALSE) AS is_representative
FROM standing AS r
LEFT JOIN lake.duplicates AS d ON r.article_id = d.article_id
LEFT JOIN lake.stories AS s ON r.article_id = s.article_id
LEFT JOIN originals AS o ON d.original_id = o.article_id
LEFT JOIN agencies AS w ON lower(coalesce(o.wire_credit, r.wire_credit)) = w.agency
