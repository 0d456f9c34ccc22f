"""Near-identical texts in steps: shingles, figures of a pair, verdict, groups, and new articles settled in them."""
