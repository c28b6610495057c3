"""Báo cáo thành tích of one line: what the portal can say by itself, and what the unit has made of it."""

from dataclasses import dataclass

from django.conf import settings

from awards.compile.dossier_words import BY_UNIT, issuer_of
from awards.enums import Subject
from awards.models import AchievementReport, HeldAward, Initiative, Nomination, Rating
from movements.compile import filing_sections, merit_year
from movements.enums import FilingState
from movements.models import Filing
from thidua.paper import Issuer, first_upper
from thidua.text import format_number

TEXTS = ("profile", "merits", "honours")
FIGURES_SHOWN, AWARDS_SHOWN, YEARS_SHOWN = 20, 30, 7


@dataclass(frozen=True)
class ReportText:
    """A report as words. `version` 0: nobody has saved it, the words are the portal's draft."""

    subject: str
    name: str
    award: str
    simple: bool
    profile: str
    merits: str
    honours: str
    version: int
    illustrative: bool

    @property
    def is_draft(self):
        return self.version == 0

    @property
    def texts(self):
        return {name: getattr(self, name) for name in TEXTS}


def report_text(line):
    """What stands for a line now: the saved report, else the draft of this moment."""
    saved = AchievementReport.objects.filter(line=line).first()
    texts = {name: getattr(saved, name) for name in TEXTS} if saved else draft_of(line)
    return ReportText(
        subject=line.honoree.subject, name=line.honoree.name, award=line.award.name, simple=line.dossier.is_simple,
        version=saved.version if saved else 0, illustrative=line.dossier.illustrative, **texts,
    )  # fmt: skip


def report_issuer(line):
    """A collective's report is its unit's head to sign, a person's that person's own."""
    own, unit = issuer_of(line.dossier, BY_UNIT), line.honoree.unit
    parent = own.parent if unit.pk == line.dossier.unit_id else own.unit
    signer, title = _signs(line)
    return Issuer(parent, unit.authority, settings.OFFICE["place"], "", signer, title)


def _signs(line):
    if line.honoree.subject == Subject.COLLECTIVE:
        return "", "Thủ trưởng tập thể"
    title = "Chủ hộ" if line.honoree.subject == Subject.HOUSEHOLD else "Người báo cáo"
    return line.declared_by or line.honoree.name, title


@dataclass(frozen=True)
class ReportRow:
    """A line and how far its report has come. `attached`: the version now in the dossier, None for none."""

    line: Nomination
    version: int
    attached: int | None

    @property
    def state(self):
        if self.version == 0:
            return "idle", "Bản nháp của cổng"
        if self.attached == self.version:
            return "done", "Đã đính kèm"
        return "doing", "Đã sửa sau khi đính kèm" if self.attached else "Đã sửa, chưa đính kèm"


def report_rows(dossier):
    """One row a line; two queries whatever their number."""
    lines = list(dossier.lines.select_related("honoree__unit", "award").order_by("award__order", "order", "pk"))
    reports = AchievementReport.objects.filter(line__dossier=dossier).select_related("attachment")
    saved = {one.line_id: one for one in reports}
    return [_row(line, saved.get(line.pk)) for line in lines]


def _row(line, saved):
    standing = saved is not None and saved.attachment is not None and saved.attachment.removed_at is None
    return ReportRow(line, saved.version if saved else 0, saved.attached_version if standing else None)


# ---- the draft -------------------------------------------------------------------------------------------------------


def draft_of(line):
    """{part: words} from what is on record: figures that were accepted, awards, ratings, initiatives."""
    person = line.honoree.subject == Subject.PERSON
    merits = [*_told(line), *(_record(line) if person else _figures(line))]
    return {
        "profile": "\n".join(_profile(line)),
        "merits": "\n".join(merits),
        "honours": "\n".join(_honours(line.honoree)),
    }


def _profile(line):
    honoree = line.honoree
    if honoree.subject == Subject.PERSON:
        yield f"Họ và tên: {honoree.name}."
        if honoree.birth_year:
            yield f"Năm sinh: {honoree.birth_year}."
        if honoree.position:
            yield f"Chức vụ, nghề nghiệp: {honoree.position}."
        yield f"Đơn vị công tác: {honoree.unit.name}."
        return
    yield f"Tên {honoree.get_subject_display()}: {honoree.name}."
    yield f"{'Địa bàn' if honoree.subject == Subject.HOUSEHOLD else 'Đơn vị'}: {honoree.unit.name}."


def _told(line):
    return [line.achievement] if line.achievement else []


def _figures(line):
    """The unit's last figures that their receiver has accepted, against the targets, each in one line."""
    if line.honoree.subject != Subject.COLLECTIVE:
        return
    filings = Filing.objects.filter(unit=line.honoree.unit, state=FilingState.ACCEPTED).with_names()
    filing = filings.order_by("-period__last_day", "-pk").first()
    if filing is None:
        return
    boxes = [box for section in filing_sections(filing) for box in section.boxes if box.result is not None]
    if boxes:
        told = f"theo báo cáo {filing.period.filing_name}, đã được xác nhận số liệu"
        yield f"Kết quả thực hiện chỉ tiêu của {filing.unit.name} {told}:"
    yield from (f"- {_figure(box)}" for box in boxes[:FIGURES_SHOWN])
    if filing.highlights:
        yield filing.highlights


def _figure(box):
    said = f"{box.indicator.name}: {box.shown} {box.indicator.unit_of_measure}".rstrip()
    if box.target is None:
        return f"{said}."
    share = f", lũy kế đạt {format_number(box.percent, 1)} % mục tiêu" if box.percent is not None else ""
    return f"{said}; mục tiêu {box.target_named}{share}."


def _record(line):
    """Ratings and initiatives of the years before, newest first."""
    since = merit_year(line.dossier.created_at) - YEARS_SHOWN
    ratings = list(Rating.objects.filter(honoree=line.honoree, year__gt=since).order_by("-year", "term_kind"))
    if ratings:
        yield "Kết quả xếp loại:"
    for one in ratings:
        paper = f" ({one.paper_number})" if one.paper_number else ""
        yield f"- {first_upper(one.get_term_kind_display())} {one.years}: {one.get_grade_display().lower()}{paper}."
    initiatives = list(Initiative.objects.filter(honoree=line.honoree, year__gt=since).order_by("-year", "pk"))
    if initiatives:
        yield "Sáng kiến, đề tài:"
    yield from (f"- {_initiative(one)}" for one in initiatives)


def _initiative(one):
    known = ""
    if one.is_recognised:
        known = f", {one.council or 'được'} công nhận tại {one.paper_number} ngày {one.paper_date:%d/%m/%Y}"
    kind, scope = one.get_kind_display().lower(), one.get_scope_display().lower()
    return f"Năm {one.year}: {kind} “{one.title}”, phạm vi {scope}{known}."


def _honours(honoree):
    rows = HeldAward.objects.filter(honoree=honoree, revoked_on=None).order_by("-decided_on", "-pk")[:AWARDS_SHOWN]
    for one in rows:
        ground = f"Quyết định số {one.decision_number} ngày {one.decided_on:%d/%m/%Y} của {one.issuer}"
        yield f"- {one.years}: {one.award_name}, {ground}."
