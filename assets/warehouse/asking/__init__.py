"""Reading the published file: queries, search, results printed."""
