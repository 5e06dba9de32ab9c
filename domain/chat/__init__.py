"""The chat: every command with its rights, what buttons say, why a text was not understood."""
