"""Several councils together: what stands in sight, what is folded away, and the ways to a set."""
