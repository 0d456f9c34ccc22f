"""Numbers and their units: where a sentence writes a quantity, its bounds, direction, unit and rate."""
