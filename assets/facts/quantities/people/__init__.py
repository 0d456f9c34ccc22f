"""People counted over the whole text: lists summed, fates, what follows from other counts, whose toll it is."""
