-- table: wire_use
-- grain: one outlet and one agency that it credits
-- key: outlet_id, agency
-- refresh: whole
-- order: outlet_id, agency
-- needs: articles, outlets
-- meaning: How much of an outlet's output is credited to which agency; an agency's own articles are left out.
-- column outlet_id: Outlet that carries the agency's texts.
-- column outlet: Its name.
-- column agency: Agency as credited.
-- column articles: Articles credited to it.
-- column share: Share of the outlet's articles.
-- column words: Words in them.
-- column stories: Stories they tell of.
-- column first_day: News day of the first.
-- column last_day: News day of the last.
SELECT
    a.outlet_id,
    any_value(o.name) AS outlet,
    a.wire_credit AS agency,
    count(*) AS articles,
    count(*) / nullif(any_value(o.articles), 0) AS share,
    sum(a.word_count)::BIGINT AS words,
    count(DISTINCT a.story_id) AS stories,
    min(a.day) AS first_day,
    max(a.day) AS last_day
FROM articles AS a
LEFT JOIN outlets AS o ON a.outlet_id = o.outlet_id
WHERE
    a.is_latest AND a.wire_credit IS NOT NULL
    AND a.wire_credit NOT ILIKE coalesce(a.outlet, '') AND a.wire_credit <> regexp_replace(coalesce(a.outlet, ''), '[^A-Z]', '', 'g')
GROUP BY a.outlet_id, a.wire_credit
