"""How often something may be done from one place. Counted in the shared cache; whose place it was is not kept."""

import hashlib

from django.conf import settings
from django.core.cache import cache


def too_many(action, who, *, most, seconds, now):
    """Counts one more of `action` by `who` in the window in which `now` lies; whether that is more than `most`."""
    window = int(now.timestamp()) // seconds
    secret = f"{settings.SECRET_KEY}:{action}:{who}:{window}"
    key = f"throttle:{action}:{hashlib.sha256(secret.encode()).hexdigest()}"
    cache.add(key, 0, timeout=2 * seconds)
    count = _one_more(key)
    cache.touch(key, timeout=2 * seconds)  # some caches forget the end when they count
    return count > most


def _one_more(key):
    try:
        return cache.incr(key)
    except ValueError:  # gone between the two
        return 1
