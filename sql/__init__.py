"""The warehouse's statements, one a file: 10_core/ 20_marts/ 30_views/."""
