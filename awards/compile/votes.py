"""Which lines of a dossier the law wants voted on, by whose council, and whether they were (R19). Reading only."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from awards.compile.dossier_words import Threshold, thresholds_on
from awards.compile.minutes import reaches
from awards.enums import LineState
from awards.enums_council import ItemResult, SittingState
from awards.models import AgendaItem, MeetingBallot, Nomination

VOTED_FOR = Q(result=ItemResult.PASSED, sitting__state=SittingState.MINUTED)
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class VoteNeed:
    """One line that must be voted for. `passed` None: nobody has voted yet."""

    line: Nomination
    threshold: Threshold
    passed: bool | None

    @property
    def stops(self):
        """A row read in the text itself bars the way; any other only warns (R01, R14)."""
        return self.threshold.known and not self.passed

    @property
    def warns(self):
        return not self.threshold.known and not self.passed

    @property
    def text(self):
        council = "Hội đồng cấp tỉnh" if self.threshold.by_province else "Hội đồng của đơn vị đề nghị"
        standing = "kết quả bỏ phiếu không đạt" if self.passed is False else "chưa có kết quả bỏ phiếu"
        unread = "" if self.threshold.known else " (căn cứ chưa đối chiếu đủ, cần người xem xét)"
        return (
            f"{self.line.honoree.name}, {self.line.award.name}: phải được từ {self.threshold.percent} % tổng số thành "
            f"viên {council} đồng ý ({self.threshold.citation}){unread}; {standing}."
        )


def vote_needs(dossier, *, day, lines=None):
    """The lines still going on that need a vote by the law of a day; two queries besides the law's own."""
    if lines is None:
        lines = list(dossier.lines.select_related("honoree", "award").order_by("order", "pk"))
    lines = [line for line in lines if line.state in LineState.OPEN]
    rules = thresholds_on(day, {line.award.code for line in lines})
    asked = [line for line in lines if line.award.code in rules]
    if not asked:
        return []
    voted, meeting = _items(dossier, asked, day), _meeting(asked)
    return [VoteNeed(line, rules[line.award.code], _passed(line, rules[line.award.code], voted, meeting))
            for line in asked]  # fmt: skip


def _items(dossier, lines, day):
    """Minuted votes on these lines, or within a year of the unit's council on the same honoree and award."""
    of_line, recent = Q(line__in=lines), Q(sitting__minutes_date__gt=day - A_YEAR)
    of_unit = recent & Q(honoree__in=[line.honoree_id for line in lines], sitting__council__unit=dossier.unit_id)
    rows = AgendaItem.objects.filter(of_line | of_unit, sitting__state=SittingState.MINUTED, award__isnull=False)
    return list(rows.select_related("award", "sitting__council__unit").order_by("sitting__minutes_date", "pk"))


def _meeting(lines):
    rows = MeetingBallot.objects.filter(line__in=lines).select_related("minutes")
    return {one.line_id: one for one in rows}


def _passed(line, rule, voted, meeting):
    """By the last vote of the council whose share binds; figures of a meeting typed into the dossier count too, where
    it is the nominating level that votes."""
    rows = [one for one in voted if _is_of(one, line) and one.sitting.council.of_province == rule.by_province]
    if rows:
        return bool(reaches(rows[-1].agreed, rows[-1].members, rule.percent))
    typed = meeting.get(line.pk)
    if rule.by_province or typed is None:
        return None
    return reaches(typed.agreed, typed.minutes.members, rule.percent)


def _is_of(item, line):
    """A vote on the line itself; of a unit's council without a dossier, on the same award before it was sent."""
    if item.line_id is not None:
        return item.line_id == line.pk
    return item.honoree_id == line.honoree_id and item.award.code == line.award.code
