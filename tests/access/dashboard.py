"""Who sees the dashboard and its lists; everybody signed in may search."""

from tests.access.people import EVERYONE, PROVINCE, only


def stage(world):
    """The point and the figure that the lists are opened for."""
    houses = world.indicators["houses"]
    return {"point_code": houses.point.code, "figure_code": houses.code}


ROWS = {
    "dashboard:overview": ("get", (), only(PROVINCE, others=403)),
    "dashboard:point": ("get", ("point_code",), only(PROVINCE, others=403)),
    "dashboard:figure": ("get", ("figure_code",), only(PROVINCE, others=403)),
    "dashboard:filings": ("get", (), only(PROVINCE, others=403)),
    "dashboard:honours": ("get", (), only(PROVINCE, others=403)),
    "dashboard:dossiers": ("get", (), only(PROVINCE, others=403)),
    "search": ("get", (), only(EVERYONE)),
}
STEPS = {}
