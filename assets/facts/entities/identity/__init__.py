"""Which names are one thing, and the id of that thing."""
