"""The life of issues: steps of an assignment, the audit chain, what its entries add up to."""
