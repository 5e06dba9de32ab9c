"""A seeded month of two groups through the whole program: what it costs, and what people saw."""
