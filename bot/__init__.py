"""The running program: web app, worker, the way to LINE, settings and the command line."""
