"""Chance that falls the same way at every load, and for one thing whatever happens to the others."""

from random import Random


def chance_of(*what) -> Random:
    """A generator for one thing: its words are the seed."""
    return Random("/".join(str(word) for word in what))  # noqa: S311 - made-up figures, nothing secret
