"""One area: the first screen, what stands in sight, and what is folded away."""
