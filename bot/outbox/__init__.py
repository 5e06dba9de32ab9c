"""From what is to be said to LINE's answer: rows first, then calls."""
