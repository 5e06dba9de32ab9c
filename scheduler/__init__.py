"""The clock of Saphan: when which job runs. What is due stands in the database, never here."""
