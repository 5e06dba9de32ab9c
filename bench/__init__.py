"""Benchmarks: how fast and how right, beside other libraries where they are installed."""
