"""The LINE Platform on loopback: its rules in memory, and two doors to them.

`model` keeps the rules without I/O; `door` opens them in process, `http` over HTTP, and `sender`
posts the signed webhooks. Nothing here imports the bot: any LINE bot can be tried against it
(docs/simulator.md).
"""
