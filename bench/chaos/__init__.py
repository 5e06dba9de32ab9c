"""Chaos: processes are killed at random moments while people write and LINE misbehaves."""
