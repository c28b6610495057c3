"""Points of the directive: how many indicators have a figure, how the targets stand, one telling figure."""

from dataclasses import dataclass

from movements.arithmetic import Verdict
from reports.compile.aims import REACHED
from reports.compile.data import Line
from reports.compile.lines import line

CLOSING = "KL"
KNOWN = frozenset({"value", "nothing", "apart"})


@dataclass(frozen=True)
class PointGlance:
    """`telling` is the line to show first, None where the point has no figure at all."""

    code: str
    label: str
    lines: tuple[Line, ...]
    telling: Line | None

    @property
    def known(self):
        return sum(line.state in KNOWN for line in self.lines)

    @property
    def followed(self):
        """Indicators that are followed in the period and due by its end."""
        return sum(line.state not in ("ended", "not_due") for line in self.lines)

    @property
    def verdicts(self):
        return [aim.verdict for line in self.lines for aim in line.aims]

    @property
    def met(self):
        return sum(verdict in REACHED for verdict in self.verdicts)

    @property
    def missed(self):
        return self.verdicts.count(Verdict.MISSED)

    @property
    def unknown(self):
        return self.verdicts.count(Verdict.UNKNOWN)


def glances(tables):
    """All points in the directive's order, the closing paragraphs as one; a point without indicators stays."""
    rows = {}
    for indicator in tables.indicators:
        if indicator.valid_from is None or indicator.valid_from <= tables.period.last_day:
            rows.setdefault(_code(indicator.point), []).append((indicator.core, line(tables, indicator)))
    labels = {_code(point): point.label for point in reversed(tables.points)}
    order = dict.fromkeys(_code(point) for point in tables.points)
    return tuple(_glance(code, labels[code], rows.get(code, [])) for code in order)


def _code(point):
    return CLOSING if point.closing else point.code


def _glance(code, label, rows):
    return PointGlance(code, label, tuple(one for _, one in rows), _telling(rows))


def _telling(rows):
    """A figure that answers a target before one that does not, a core indicator before the rest."""
    known = [(core, one) for core, one in rows if one.to_date is not None and one.state in KNOWN]
    return max(known, key=lambda pair: (_judged(pair[1]), bool(pair[1].aims), pair[0]), default=(None, None))[1]


def _judged(one):
    return any(aim.verdict != Verdict.UNKNOWN for aim in one.aims)
