"""Numerals that are no quantities: dates, clock times, labels, scores, the pronoun "one"."""
