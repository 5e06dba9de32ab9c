"""LINE's Messaging API behind a port: the calls, the SDK that carries them, contents and events."""
