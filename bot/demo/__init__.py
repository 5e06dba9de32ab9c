"""The demo: the bot and a LINE Platform simulator on loopback, with a sample roster."""
