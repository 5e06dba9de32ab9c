"""Odd webhooks and texts at random through the whole program in one process."""
