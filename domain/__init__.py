"""The rules of the field as pure functions and frozen values.

No I/O, no clock, no SQL, no settings: `now`, the calendar and the agency directory are arguments.
"""
