"""The programming interface, /api/v1/: the same sight (404), the same rights (403), the same acts as on the pages."""
