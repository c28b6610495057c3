"""The law of a day: which rows hold, by which day a dossier is judged, who may decide, what papers and how long."""

from dataclasses import dataclass
from datetime import date

from awards.checks import Rule
from awards.enums import CheckVerdict, Decider, Standing
from awards.models import AuthorityRule, AwardType, BallotRule, ChecklistItem, DeadlineRule, EligibilityRule, Instrument
from thidua.clock import office_date
from thidua.errors import Refused

NEW_LAW = "LUAT_06_2026"
PARTY_PAPER = "y_kien_cap_uy"  # the papers' list names the awards for which some provinces ask the Party committee


def rules_on(day, codes=None):
    """The criteria of a day as the engine takes them, in one query; of all awards, or of some and the common ones."""
    rows = EligibilityRule.objects.on(day).select_related("instrument")
    if codes is not None:
        rows = rows.filter(award_code__in=["", *codes])
    return tuple(as_rule(row) for row in rows.order_by("order", "pk"))


def as_rule(row):
    return Rule(
        code=row.code, kind=row.kind, text=row.text, article=row.article,
        instrument=f"{row.instrument.get_kind_display()} {row.instrument.number}", standing=row.standing,
        parameters=row.parameters, award=row.award_code, subject=row.subject, occasion=row.occasion, group=row.group,
        blocks=row.blocks, valid_from=row.valid_from, valid_to=row.valid_to, order=row.order, note=row.note,
    )  # fmt: skip


# ---- the day by which a dossier is judged ----------------------------------------------------------------------------


def law_day(dossier, *, today, opt_in=""):
    """The day whose law judges a dossier: its receipt, or `today` while it has not been received (R01).

    `opt_in`: the reason for taking the amending law, where it is more favourable, for a dossier received before it
    (R02). Refused where there is nothing to choose: the law is not in force yet, or applies anyway.
    """
    received = office_date(dossier.received_at) if dossier.received_at else today
    if not opt_in.strip():
        return received
    begins = new_law_begins()
    if begins is None or today < begins:
        raise Refused("Luật sửa đổi chưa có hiệu lực: hồ sơ xét theo luật của ngày tiếp nhận.")
    if dossier.received_at is None or received >= begins:
        raise Refused(f"Hồ sơ không tiếp nhận trước ngày {begins:%d/%m/%Y}: luật sửa đổi đã áp dụng, không cần chọn.")
    return begins


def law_day_of(dossier, *, today):
    """The law's day with the dossier's own choice; one that no longer applies is passed over (R01, R02)."""
    try:
        return law_day(dossier, today=today, opt_in=dossier.law_choice)
    except Refused:
        return law_day(dossier, today=today)


def new_law_begins():
    """The first day of Luật 06/2026/QH16, as the table of instruments has it; None without such a row."""
    return Instrument.objects.filter(code=NEW_LAW).values_list("valid_from", flat=True).first()


# ---- who decides -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ruling:
    """An answer with its ground."""

    verdict: CheckVerdict
    text: str
    citation: str = ""


def decider_may(award_code, decider, day):
    """Whether such an authority may decide an award on that day (R16; Luật Điều 80, NĐ 129/2025/NĐ-CP Điều 59)."""
    rows = list(AuthorityRule.objects.on(day).filter(award_code=award_code).select_related("instrument"))
    who, name = Decider(decider).label, _award_name(award_code, day)
    own = sorted((row for row in rows if row.decider == decider), key=lambda row: row.standing != Standing.VERIFIED)
    if own:
        text = f"{who} quyết định {name} ngày {day:%d/%m/%Y}"
        return _ruling(own[:1], CheckVerdict.PASS, text)
    others = ", ".join(dict.fromkeys(row.get_decider_display() for row in rows))
    if not rows:
        return Ruling(CheckVerdict.NEEDS_PERSON, f"Danh mục chưa ghi ai quyết định {name} ngày {day:%d/%m/%Y}.")
    text = f"{who} không quyết định {name} ngày {day:%d/%m/%Y}; thẩm quyền: {others}"
    return _ruling(rows, CheckVerdict.FAIL, text)


def _ruling(rows, found, text):
    citation = "; ".join(dict.fromkeys(row.citation for row in rows))
    if all(row.standing in Standing.JUDGES for row in rows):
        return Ruling(found, f"{text}.", citation)
    return Ruling(CheckVerdict.NEEDS_PERSON, f"{text}: căn cứ chưa đối chiếu đủ, cần người xem xét.", citation)


def _award_name(code, day):
    return AwardType.objects.on(day).filter(code=code).values_list("name", flat=True).first() or code


# ---- papers, ballots, days -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paper:
    """One paper that a dossier must hold; `per_line`: one for each line of it."""

    purpose: str
    name: str
    required: bool
    per_line: bool
    copies: int
    citation: str
    standing: str


def checklist(award_code, subject, occasion, simple, day):
    """The papers of a dossier on a day, each once: the award's own row goes before the common one (R17, R18, R23)."""
    rows = ChecklistItem.objects.on(day).select_related("instrument").filter(
        award_code__in=["", award_code], subject__in=["", subject], occasion__in=["", occasion], simple=simple
    )  # fmt: skip
    return nearest_papers(rows, award_code, subject, occasion, simple)


def nearest_papers(rows, award_code, subject, occasion, simple):
    """The same from rows at hand, so that many lines ask once."""
    asked = [("", award_code), ("", subject), ("", occasion)]
    rows = [row for row in rows if row.simple == simple and all(map(_among, asked, _scope(row)))]
    found = {}
    for row in sorted(rows, key=lambda row: (_nearness(row), row.order, row.pk)):
        found[row.purpose] = row
    return tuple(_paper(row) for row in sorted(found.values(), key=lambda row: (row.order, row.pk)))


def _scope(row):
    return (row.award_code, row.subject, row.occasion)


def _among(asked, scope):
    return scope in asked


def _nearness(row):
    return tuple(map(bool, _scope(row)))


def _paper(row):
    return Paper(row.purpose, row.name, row.required, row.per_line, row.copies, row.citation, row.standing)


def ballot_rule(award_code, day):
    """The share of all members an award needs on a day (R19), or None where no ballot is held."""
    return BallotRule.objects.on(day).filter(award_code=award_code).select_related("instrument").first()


class DeadlineRules:
    """The rows that give working days, in one query, so that a list of dossiers asks once; what holds is told in
    memory. `events`: of these alone."""

    def __init__(self, *events):
        rows = DeadlineRule.objects.filter(working_days__isnull=False).select_related("instrument")
        rows = rows.filter(event__in=events) if events else rows
        self.rows = {}
        for row in rows.order_by("order", "pk"):
            self.rows.setdefault(row.event, []).append(row)

    def of(self, event, day, occasion=""):
        """The row of an event on a day: that of the occasion before the common one; None where none is in force."""
        held = [row for row in self.rows.get(event, ()) if _holds(row, day) and row.occasion in ("", occasion)]
        return min(held, key=lambda row: row.occasion == "", default=None)


def _holds(row, day):
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def deadline_days(event, day, occasion=""):
    """Working days given for an event on a day (R24); None where none are given."""
    rule = DeadlineRules(event).of(event, day, occasion)
    return rule.working_days if rule else None


def yearly_day(event, year):
    """The day of a year by which something must be sent (R25), by the rule in force at the end of it; or None."""
    rows = DeadlineRule.objects.on(date(year, 12, 31)).filter(event=event, month__isnull=False)
    rule = rows.order_by("order", "pk").first()
    return date(year, rule.month, rule.day) if rule else None
