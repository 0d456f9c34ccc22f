-- table: copying
-- grain: one outlet that carries texts of another
-- key: outlet_id, original_outlet_id
-- refresh: whole
-- order: copies, outlet_id
-- needs: copies, outlets
-- meaning: Who carries whose text: how much of it, how late, and which share that is of what either publishes. A text of an
--   agency that only credits name counts under the outlet that had it first.
-- column outlet_id: Outlet that carries the text.
-- column outlet: Its name.
-- column original_outlet_id: Outlet that had the text first.
-- column original_outlet: Its name.
-- column copies: Articles carried: copies, truncations and light rewrites.
-- column texts: Different texts among them.
-- column copies_exact: Those that are whole copies.
-- column median_lag_seconds: How long after the original the copies come, in the middle; null where times are unknown.
-- column shortest_lag_seconds: The shortest of these lags.
-- column share_of_outlet: Share of the carrying outlet's articles that come from this original.
-- column share_of_original: Share of the original outlet's articles that this outlet carries.
-- column median_similarity: Similarity of copy and original in the middle, 0 to 1.
-- column first_day: News day of the first copy.
-- column last_day: News day of the last copy.
SELECT
    c.outlet_id,
    any_value(o.name) AS outlet,
    c.original_outlet_id,
    any_value(f.name) AS original_outlet,
    count(*) AS copies,
    count(DISTINCT c.duplicate_group) AS texts,
    count(*) FILTER (WHERE c.relation = 'copy') AS copies_exact,
    median(c.lag_seconds)::BIGINT AS median_lag_seconds,
    min(c.lag_seconds) AS shortest_lag_seconds,
    count(*) / nullif(any_value(o.articles), 0) AS share_of_outlet,
    count(DISTINCT c.original_id) / nullif(any_value(f.articles), 0) AS share_of_original,
    median(c.similarity) AS median_similarity,
    min(c.day) AS first_day,
    max(c.day) AS last_day
FROM copies AS c
LEFT JOIN outlets AS o ON c.outlet_id = o.outlet_id
LEFT JOIN outlets AS f ON c.original_outlet_id = f.outlet_id
WHERE c.relation IN ('copy', 'truncation', 'light_rewrite') AND c.outlet_id <> c.original_outlet_id
GROUP BY c.outlet_id, c.original_outlet_id
