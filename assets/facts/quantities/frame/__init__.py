"""Where, when, how surely and by whom a fact is stated."""
