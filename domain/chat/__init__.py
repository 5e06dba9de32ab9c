"""What is typed in the chats: the table of commands."""
