"""Years counted backwards from a term: what is certain, and what would be so if every doubt were resolved well.

Terms of one kind only: a working year and a school year are never added together.
"""

from dataclasses import dataclass

from awards.checks.parameters import Flag
from awards.enums import Grade, Occasion

NEVER = 9999  # the year from which years count while a disciplinary term still runs
NOT_MERIT = frozenset({Occasion.SUDDEN, Occasion.MOVEMENT})

COUNTING = (
    Flag(
        "merit_only", "Không tính khen đột xuất, chuyên đề",
        help="NĐ 152/2025/NĐ-CP Điều 4 khoản 3. Khi chỉ thiếu vì điều này, cổng hỏi người.",
    ),
    Flag(
        "restart", "Tính lại từ khi hết thời hạn kỷ luật",
        help="NĐ 152/2025/NĐ-CP Điều 4 khoản 4. Không chọn: có kỷ luật thì cổng hỏi người.",
    ),
    Flag(
        "maternity", "Thời gian nghỉ thai sản không làm đứt chuỗi",
        help="NĐ 152/2025/NĐ-CP Điều 4 khoản 5. Không chọn: có nghỉ thai sản thì cổng hỏi người.",
    ),
)  # fmt: skip
MERIT_ONLY = COUNTING[0]


@dataclass(frozen=True)
class View:
    """One reading of the record: from which year it counts, which years are bridged, which awards are counted."""

    floor: int
    bridges: frozenset
    awards: tuple

    @property
    def award_years(self):
        return frozenset(one.year for one in self.awards)


def standing_awards(facts, code, *, kind=""):
    """Held and not revoked, of terms up to the one proposed for, oldest first."""
    rows = [
        one for one in facts.awards
        if one.code == code and one.revoked_on is None and one.year <= facts.term.year and kind in ("", one.kind)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda one: (one.year, str(one.decided_on), one.number)))


def merit(awards):
    """Those given for merit: neither for a sudden deed nor within a movement."""
    return tuple(one for one in awards if one.occasion not in NOT_MERIT)


def strict_view(facts, code, given):
    """Only what nobody can doubt."""
    rows = standing_awards(facts, code, kind=facts.term.kind)
    rows = merit(rows) if given["merit_only"] else rows
    return _view(facts, rows, restart=True, bridge=given["maternity"])


def generous_view(facts, code, given):
    """With every doubt resolved for the honoree; what the row says plainly is no doubt."""
    rows = standing_awards(facts, code, kind=facts.term.kind)
    return _view(facts, rows, restart=given["restart"], bridge=True)


def _view(facts, rows, *, restart, bridge):
    floor = restart_year(facts) if restart else 0
    return View(floor, leave_years(facts) if bridge else frozenset(), tuple(one for one in rows if one.year >= floor))


def restart_year(facts):
    """The first year that counts after discipline (NĐ 152/2025 Điều 4 khoản 4); 0 where there was none."""
    ends = [one.ends_on for one in facts.disciplines if one.decided_on <= facts.record_day]
    if not ends:
        return 0
    return NEVER if max(ends) >= facts.record_day else facts.term.year_of(max(ends))


def leave_years(facts):
    """Years of the term's kind with maternity leave in them (NĐ 152/2025 Điều 4 khoản 5)."""
    spans = [(one.valid_from, one.valid_to or facts.day) for one in facts.leaves]
    spans = [(facts.term.year_of(first), facts.term.year_of(last)) for first, last in spans]
    return frozenset(year for first, last in spans for year in range(first, last + 1))


def streak(years, bridges, newest):
    """The unbroken years that end with `newest` or the year before it (whose award may still be on its way)."""
    found, year, lowest = [], newest, min(years, default=newest)
    while year >= lowest:
        if year in years:
            found.append(year)
        elif year not in bridges and year != newest:
            break
        year -= 1
    return tuple(found)


def doubts(facts, code, given):
    """Why the certain and the possible count differ, as half sentences."""
    rows = standing_awards(facts, code, kind=facts.term.kind)
    said = []
    if given["merit_only"] and (other := [one for one in rows if one.occasion in NOT_MERIT]):
        said.append(f"{facts.called(code)} {facts.term.years({one.year for one in other})} là khen đột xuất, chuyên đề")
    if not given["restart"] and restart_year(facts):
        said.append("có kỷ luật, cách tính lại chưa đối chiếu")
    if not given["maternity"] and (years := leave_years(facts)):
        said.append(f"nghỉ thai sản {facts.term.years(years)}, cách tính chưa đối chiếu")
    return said


def notes(facts, given):
    """What has been applied in counting, as full sentences with the papers behind."""
    said = []
    if given["restart"] and restart_year(facts):
        last = max(
            (one for one in facts.disciplines if one.decided_on <= facts.record_day), key=lambda one: one.ends_on
        )
        said.append(f"Kỷ luật {last.form} hết thời hạn ngày {last.ends_on:%d/%m/%Y}, các năm trước không tính.")
    if given["maternity"] and (years := leave_years(facts)):
        said.append(f"Nghỉ thai sản {facts.term.years(years)} không làm đứt chuỗi.")
    return said


def at_least(grade, wanted):
    return Grade.values.index(grade) <= Grade.values.index(wanted)
