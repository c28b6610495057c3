"""What the pages of lists share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pill:
    """A choice above a list: what it is called, how many rows it leaves, the query that makes it."""

    label: str
    n: int
    url: str
    current: bool
    code: str = ""  # of the state, when the choice is one
