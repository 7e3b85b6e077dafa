"""Trends: the gap, the layers beside it, all councils, and assessments."""
