"""A real Celery worker on a scratch database and folder, made to die where a test wants it to."""
