"""Files and links of reports: fetched, inspected, kept, visited, and told about."""
