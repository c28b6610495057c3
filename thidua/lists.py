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


def state_pills(counted, *, total, place, state):
    """Counts per state that filter when clicked; the first takes the filter away.

    `counted`: (code, label, n) of the states that occur; `place`: key of the period or term shown.
    """
    pills = [Pill("Tất cả", total, f"?ky={place}", not state)]
    for code, label, n in counted:
        pills.append(Pill(label, n, f"?ky={place}&trang-thai={code}", code == state, code))
    return pills
