"""Great Expectations suites for every table, their runner, and the report site.

Belongs here: expectations as data, running them on frames that DuckDB scanned, showing their history.
Does not belong here: mending data.  A check names what is wrong; the stage that made it mends it.
"""
