"""Measurements: quality gates against committed floors, and speeds as ratios against a peer in the same run.

Nothing here is imported by the product or by its tests.
"""
