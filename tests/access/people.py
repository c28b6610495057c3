"""Who is asked in the access matrix, and how a row is written."""

from tests.cast import PEOPLE

WHO = ("anonymous", *PEOPLE)
EVERYONE = tuple(PEOPLE)
HOME_AFFAIRS = ("chuyenvien", "truongphong", "giamdoc")
PROVINCE = (*HOME_AFFAIRS, "vanphong", "vanthu", "lanhdao", "quantri")


def only(who, status=200, *, others=404, also=None):
    """A row: `who` get `status`, the others `others`, anonymous is sent to sign in; `also` names exceptions."""
    row = dict.fromkeys(EVERYONE, others) | dict.fromkeys(who, status) | {"anonymous": 302}
    return row | (also or {})
