"""Reported speech by grammar: what each cue takes as its source and its content."""
