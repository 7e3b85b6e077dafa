"""Where the published folder is said to stand."""

ADDRESS = "https://figures.example/site"
