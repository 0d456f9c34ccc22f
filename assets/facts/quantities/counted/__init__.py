"""What a quantity counts, and what it is said of."""
