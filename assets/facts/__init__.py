"""What one text says: sentences, entities, quotes with their speakers, numeric facts.

Belongs here: reading one article on its own, with exact character offsets.
Does not belong here: comparing articles (see stories) and adding up figures over articles (see sql/).
"""
