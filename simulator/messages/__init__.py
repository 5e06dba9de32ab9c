"""LINE's rules for message objects: structure, lengths, and what depends on the destination."""
