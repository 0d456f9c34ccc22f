"""Who speaks: kinds of sources, what an article says of its people, names and pronouns resolved."""
