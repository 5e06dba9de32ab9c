"""Files that people open: rosters, code slips, exports."""
