"""The commands of `saphan`: `saphan NAME` stands in `NAME.py`, imported when it is typed."""
