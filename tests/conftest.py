"""What holds for every test: the same examples in every run, and no clock that fails a slow machine."""

from hypothesis import settings

settings.register_profile("newstally", derandomize=True, deadline=None)
settings.load_profile("newstally")
