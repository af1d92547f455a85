"""The web pages: server-rendered, offline, on the user's own machine. `app.create_app` is the one way in."""
