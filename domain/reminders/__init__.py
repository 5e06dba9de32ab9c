"""When agencies are reminded, and when the overdue list goes out."""
