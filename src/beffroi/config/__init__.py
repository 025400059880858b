"""Settings, URLs, WSGI, the embedded database: may import everything."""
