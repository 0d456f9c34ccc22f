"""Reports of one event: what an article is about, the odds that two are one event, and new articles told into stories."""
