"""A text as it is compared: its words, numbers and names, without furniture."""
