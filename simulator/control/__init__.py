"""The control API under /simulator, and a client of it."""
