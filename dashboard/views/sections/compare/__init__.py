"""Compare: the funnel, and what changed."""
