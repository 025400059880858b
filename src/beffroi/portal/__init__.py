"""Pages composed of several contexts: home, town, search, /systemes; the demo."""
