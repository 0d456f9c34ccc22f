"""Raw news in, clean articles out: readers, clean-up, metadata, revisions, rejects, live sources.

Belongs here: everything between a file or an address and a row of `articles` or `rejects`.
Does not belong here: any comparison of two different articles (see stories) and any reading of what a
text says (see facts).
"""
