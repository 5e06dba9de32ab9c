"""The commands of `saphan`, one file per group.

Modules here import only what `--help` needs; the rest is imported when a command runs.
"""
