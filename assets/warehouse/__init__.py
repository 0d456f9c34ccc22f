"""The DuckDB file: built aside from sql/, checked, published in one step; and how it is read.

Belongs here: building, publishing, querying, searching, the story page.
Does not belong here: business rules of marts (they are SQL, in sql/) and the Parquet lake (assets.store).
"""
