"""The page at `/`: chats as phones, the clock, LINE's conditions, the ledger, scenarios.

The server renders every piece of HTML; `static/*.js` fetches pieces again when the event stream
says so, and sends what people do to the control API.
"""
