-- table: outlet_profile
-- grain: one outlet
-- key: outlet_id
-- refresh: whole
-- order: outlet_id
-- needs: outlets, articles, classed_reports, figure_timeline, quotes
-- inherits: outlets
-- meaning: How an outlet works: how much of its own it writes, how often it changes texts, how it attributes numbers, how
--   often it is first with a number that others follow, and how often the others contradict it.
-- column own_share: Share of its articles that are no copy of another's text.
-- column revised_share: Share of its articles seen in more than one revision.
-- column median_words: Words of an article in the middle.
-- column wire_share: Share of its articles credited to an agency.
-- column quotes_per_article: Statements reported per article.
-- column numbers: Numbers in its own texts, latest revisions.
-- column attributed_share: Share of these numbers that name who says them.
-- column first_moves: Numbers that it gave first and another source gave after it.
-- column followed_moves: Numbers of figures with several sources that it gave, first or not.
-- column first_share: first_moves as a share of followed_moves.
-- column conflict_share: Share of its numbers that contradict the best figure.
-- column superseded_share: Share of its numbers that were left standing when the figure had moved on.
WITH written AS (
    SELECT
        outlet_id,
        avg(CASE WHEN is_copy THEN 0 ELSE 1 END) AS own_share,
        avg(CASE WHEN revision > 1 THEN 1 ELSE 0 END) AS revised_share,
        median(word_count)::BIGINT AS median_words,
        avg(CASE WHEN wire_credit IS NULL THEN 0 ELSE 1 END) AS wire_share
    FROM articles
    WHERE is_latest
    GROUP BY outlet_id
),

said AS (
    SELECT
        a.outlet_id,
        count(*) AS quotes
    FROM quotes AS q
    INNER JOIN articles AS a ON q.article_id = a.article_id AND q.revision = a.revision
    WHERE a.is_latest
    GROUP BY a.outlet_id
),

stated AS (
    SELECT
        outlet_id,
        count(*) AS numbers,
        avg(CASE WHEN speaker IS NULL THEN 0 ELSE 1 END) AS attributed_share,
        avg(CASE WHEN class = 'conflict' THEN 1 ELSE 0 END) AS conflict_share,
        avg(CASE WHEN class = 'superseded' THEN 1 ELSE 0 END) AS superseded_share
    FROM classed_reports
    WHERE is_latest AND NOT is_copy
    GROUP BY outlet_id
),

firsts AS (
    SELECT
        first_outlet_id AS outlet_id,
        count(*) AS first_moves
    FROM figure_timeline
    WHERE sources > 1
    GROUP BY first_outlet_id
),

followed AS (
    SELECT
        r.outlet_id,
        count(DISTINCT hash(t.figure_id, t.step)) AS followed_moves
    FROM figure_timeline AS t
    INNER JOIN classed_reports AS r
        ON
            t.figure_id = r.figure_id AND t.bound = r.bound AND t.value IS NOT DISTINCT FROM r.value
            AND t.low IS NOT DISTINCT FROM r.low AND t.high IS NOT DISTINCT FROM r.high
    WHERE t.sources > 1
    GROUP BY r.outlet_id
)

SELECT
    o.*,
    w.own_share,
    w.revised_share,
    w.median_words,
    w.wire_share,
    coalesce(q.quotes, 0) / nullif(o.articles, 0) AS quotes_per_article,
    coalesce(s.numbers, 0) AS numbers,
    s.attributed_share,
    coalesce(f.first_moves, 0) AS first_moves,
    coalesce(m.followed_moves, 0) AS followed_moves,
    coalesce(f.first_moves, 0) / nullif(m.followed_moves, 0) AS first_share,
    s.conflict_share,
    s.superseded_share
FROM outlets AS o
LEFT JOIN written AS w ON o.outlet_id = w.outlet_id
LEFT JOIN said AS q ON o.outlet_id = q.outlet_id
LEFT JOIN stated AS s ON o.outlet_id = s.outlet_id
LEFT JOIN firsts AS f ON o.outlet_id = f.outlet_id
LEFT JOIN followed AS m ON o.outlet_id = m.outlet_id
