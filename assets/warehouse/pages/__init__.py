"""Pages made of the published file, self-contained."""
