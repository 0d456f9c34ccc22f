-- macro: articles_as_of(t)
-- grain: one article
-- needs: articles
-- meaning: Every article in the revision that was readable at time t.
SELECT *
FROM articles
WHERE reported_at <= t AND (replaced_at IS NULL OR replaced_at > t)
