"""So many requests from one address in a stretch of time, counted in the cache that all servers share."""

from django.core.cache import cache


def within(name, address, *, most, seconds, now):
    """Counts one request; whether it is among the first `most` of this stretch of `seconds`. `now`: the machine's."""
    key = f"limit:{name}:{address}:{int(now.timestamp() // seconds)}"
    cache.add(key, 0, timeout=seconds * 2)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the cache was emptied between the two
        return True
