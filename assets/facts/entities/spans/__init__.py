"""Where a name stands, from its first character to its last, and what kind of thing it names."""
