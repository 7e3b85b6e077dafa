"""Questions of England: its years, its regions, its estimate, and where its figures fall short."""
