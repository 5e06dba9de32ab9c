"""The LINE Platform on loopback: its rules in memory, and two doors to them.

`platform` is the model (no I/O); `door` opens it in process, `http` over HTTP with signed webhooks.
Nothing here imports the bot: any LINE bot can be tried against it (docs/simulator.md).
"""
