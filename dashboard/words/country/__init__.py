"""What is said of England: years, estimates, claims, and where its figures fall short."""
