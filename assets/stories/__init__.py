"""Articles compared with articles: near-duplicate groups, then stories (one event, told by many).

Belongs here: similarity, grouping, who copied whom.
Does not belong here: what a text states (see facts) and any weighing of figures (see sql/20_marts).
"""
