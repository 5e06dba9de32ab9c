"""The quarterly report to the Prime Minister: workbook, formal paper, open data."""
