"""What exists: one folder a stage, in the order the data flows.

articles -> stories -> facts -> warehouse, with quality behind every arrow.  Plain Python over
Arrow tables; only `assets.py` and `checks.py` of a stage know Dagster.
"""
