-- view: disagreements
-- grain: one figure that live reports contradict
-- key: figure_id
-- needs: disputes
-- inherits: disputes
-- meaning: Conflicts worth a journalist's look, ranked by score, ties by time: the later one first. What the score is made
--   of is told at disputes.
-- column rank: 1 is the one to look at first.
SELECT
    row_number() OVER (ORDER BY score DESC, first_conflict_at DESC, figure_id ASC) AS rank,
    *
FROM disputes
