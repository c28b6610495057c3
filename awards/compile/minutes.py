"""The figures of a meeting and what they come to; a share is of all members, present or not (R19)."""

from dataclasses import dataclass

from awards.compile.dossier_words import judged_on, thresholds_on
from awards.models import MeetingBallot, MeetingMinutes
from thidua.text import format_number


def share(agreed, members):
    """Tenths of a percent of all members, rounded down: 89,96 % is never shown as 90,0 %. None without members."""
    return agreed * 1000 // members if members else None


def reaches(agreed, members, percent):
    """Whether the votes reach the threshold; exact, no rounding. None without members."""
    return agreed * 100 >= percent * members if members else None


@dataclass(frozen=True)
class Vote:
    """One line that is voted on; `agreed` None: not entered.

    `by_province`: the share binds the council of the province, not this meeting.
    """

    line: int
    name: str
    award: str
    percent: int
    members: int | None
    agreed: int | None = None
    refused: int | None = None
    by_province: bool = False

    @property
    def percent_shown(self):
        return "HĐ cấp tỉnh" if self.by_province else str(self.percent)

    @property
    def agreed_shown(self):
        return "" if self.agreed is None else f"{self.agreed:02d}"

    @property
    def refused_shown(self):
        return "" if self.refused is None else f"{self.refused:02d}"

    @property
    def share_shown(self):
        tenths = None if self.agreed is None else share(self.agreed, self.members)
        return "" if tenths is None else format_number(tenths, 1)

    @property
    def reached(self):
        """None where nothing was entered, or where this meeting's votes are not the ones that count."""
        if self.agreed is None or self.by_province:
            return None
        return reaches(self.agreed, self.members, self.percent)


@dataclass(frozen=True)
class MinutesText:
    """A meeting as words and numbers; what was not entered is empty."""

    held_on: str  # an ISO day; empty: not entered
    place: str
    chair: str
    chair_title: str
    secretary: str
    members: int | None
    present: int | None
    absent: str
    guests: str
    opinions: str
    votes: tuple[Vote, ...]
    notes: tuple[str, ...]

    @property
    def failed(self):
        """Lines whose votes are entered and do not reach the share."""
        return {vote.line for vote in self.votes if vote.reached is False}

    @property
    def missing(self):
        return None if self.members is None or self.present is None else self.members - self.present


def minutes_of(dossier):
    """The row of a dossier's meeting, or one that is not saved and says nothing."""
    return MeetingMinutes.objects.filter(dossier=dossier).first() or MeetingMinutes(dossier=dossier, version=0)


def minutes_text(dossier, lines, *, today):
    """`lines`: the dossier's, as LineText. Votes are asked of the awards for which the law of the day has a share."""
    row, day = minutes_of(dossier), judged_on(dossier, today=today)
    rules = thresholds_on(day, {line.code for line in lines})
    given = {one.line_id: one for one in MeetingBallot.objects.filter(minutes__dossier=dossier)}
    votes = [_vote(line, rules[line.code], given.get(line.pk), row.members) for line in lines if line.code in rules]
    return MinutesText(
        held_on=row.held_on.isoformat() if row.held_on else "",
        place=row.place, chair=row.chair, chair_title=row.chair_title, secretary=row.secretary, members=row.members,
        present=row.present, absent=row.absent, guests=row.guests, opinions=row.opinions, votes=tuple(votes),
        notes=tuple(_notes(lines, rules)),
    )  # fmt: skip


def _vote(line, rule, ballot, members):
    return Vote(
        line.pk, line.name, line.award, rule.percent, members, ballot.agreed if ballot else None,
        ballot.refused if ballot else None, rule.by_province,
    )  # fmt: skip


def _notes(lines, rules):
    """By which text the shares stand; what was not read in it is said to be so."""
    for code, name in dict.fromkeys((line.code, line.award) for line in lines if line.code in rules):
        rule = rules[code]
        known = "" if rule.known else " (mức cổng tạm đặt, chưa đối chiếu văn bản)"
        where = ", do Hội đồng cấp tỉnh bỏ phiếu" if rule.by_province else ""
        yield f"{name}: từ {rule.percent} % tổng số thành viên trở lên{where}; {rule.citation}{known}."
