"""What follows a sitting of a unit's council: its own decision on awards, or the recognition of initiatives.

A unit's decision is a row of the register of recorded decisions with the unit as its issuer; what it grants are
`HeldAward` rows, so that streaks and the ministry's forms see it as they see a list that was brought.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.actions.external import EXTERNAL_FILE, Head, give, make_external
from awards.actions.sittings import hold_sitting
from awards.compile.law import decider_may
from awards.enums import Authority, CheckVerdict, Decider, Scope
from awards.enums_council import CouncilKind, ItemResult
from awards.models import ExternalDecision, HeldAward, Initiative
from movements.compile.terms import TermKinds, merit_year
from movements.enums import TermKind
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.actions import attach_file
from units.enums import UnitKind

DECIDERS = {
    UnitKind.PROVINCE: Decider.PROVINCE, UnitKind.DEPARTMENT: Decider.DEPARTMENT, UnitKind.DISTRICT: Decider.DISTRICT,
    UnitKind.CITY: Decider.DISTRICT, UnitKind.COMMUNE: Decider.COMMUNE, UnitKind.WARD: Decider.COMMUNE,
    UnitKind.TOWNSHIP: Decider.COMMUNE, UnitKind.ENTERPRISE: Decider.ENTERPRISE,
}  # fmt: skip
RECOGNITION_FILE = "quyet_dinh_cong_nhan_sang_kien"


# --- A decision on awards ---------------------------------------------------------------------------------------------


@transaction.atomic
def decide_passed(*, sitting, items, head, file, by, at):
    """The unit's decision on lines that its council passed: recorded, and held by each honoree for life.

    `head`: number, day and title; the issuer is the unit's own authority. Refused naming the box, the honoree, or whom
    the law lets decide (Luật Điều 79, 80; NĐ 129/2025/NĐ-CP); Conflict where a line has its decision already.
    """
    locked = hold_sitting(sitting, "awards.decide_sitting", by)
    council = locked.council
    if council.kind != CouncilKind.EMULATION or council.of_province:
        raise Refused("Quyết định của tỉnh phát hành từ hồ sơ đã trình; ở đây chỉ ghi quyết định của đơn vị.")
    rows = _passed(locked, items)
    if head.decided_on is not None and head.decided_on < locked.minutes_date:
        raise Refused(f"Ô “Ngày quyết định”: không trước ngày biên bản {locked.minutes_date:%d/%m/%Y}.")
    decision = make_external(Head(head.number, head.decided_on, council.unit.authority, head.title), by, at)
    ExternalDecision.objects.filter(pk=decision.pk).update(unit=council.unit, sitting=locked)
    decision.unit, decision.sitting = council.unit, locked
    for item in rows:
        _check_decider(item, council.unit, decision.decided_on)
        give(decision, item.honoree, _content(item, locked), by, at)
    _keep(decision, EXTERNAL_FILE, file, by, at)
    names = ", ".join(item.name for item in rows)
    record(locked, step="decide", label="Ghi quyết định của đơn vị", by=by, at=at, note=f"{decision}: {names}"[:400],
           data={"decision": decision.pk, "items": [item.pk for item in rows]})  # fmt: skip
    return decision


def _passed(sitting, items):
    keys = {item.pk for item in items}
    rows = list(sitting.items.select_for_update(of=("self",)).filter(pk__in=keys, result=ItemResult.PASSED)
                .select_related("honoree__unit", "award", "initiative"))  # fmt: skip
    if not rows or len(rows) != len(keys):
        raise Refused("Chọn ít nhất một dòng Hội đồng đã thông qua.")
    return rows


def _check_decider(item, unit, day):
    decider = DECIDERS.get(unit.kind)
    if decider is None:
        return  # bodies of which no row speaks: people judge
    ruling = decider_may(item.award.code, decider, day)
    above = item.award.authority != Authority.BASE
    if ruling.verdict == CheckVerdict.FAIL or (above and ruling.verdict != CheckVerdict.PASS):
        raise Refused(f"{item.name}: {ruling.text}")
    held = HeldAward.objects.filter(external__sitting=item.sitting_id, honoree=item.honoree, award_code=item.award.code)
    if held.exists():
        raise Conflict(f"{item.name}: {item.award.name} đã có quyết định.")


def _content(item, sitting):
    kind, year = TermKinds().of(item.honoree.unit), merit_year(sitting.starts_at)
    return {
        "award_code": item.award.code, "award_name": item.award.name, "award": item.award, "occasion": "cong_trang",
        "year": year - 1 if kind == TermKind.SCHOOL_YEAR else year, "term_kind": kind,
        "achievement": clean_line(item.achievement)[:400], "illustrative": sitting.illustrative,
    }  # fmt: skip


def _keep(owner, purpose, file, by, at):
    if file is None:
        raise Refused("Ô “Bản quyết định”: chọn tệp quyết định đã ký.")
    attach_file(owner=owner, purpose=purpose, upload=file, by=by, at=at)


# --- A decision without a sitting on the portal -----------------------------------------------------------------------


@transaction.atomic
def enter_own_decision(*, unit, head, file, by, at):
    """A unit's own decision that its council voted on elsewhere; its honorees are added to it as to any other."""
    decision = ExternalDecision(unit=unit)
    if not by.has_perm("awards.enter_own_decision", decision):
        raise PermissionDenied("awards.enter_own_decision")
    decision = make_external(Head(head.number, head.decided_on, unit.authority, head.title), by, at)
    ExternalDecision.objects.filter(pk=decision.pk).update(unit=unit)
    decision.unit = unit
    _keep(decision, EXTERNAL_FILE, file, by, at)
    return decision


# --- Recognised initiatives -------------------------------------------------------------------------------------------


@transaction.atomic
def recognise_passed(*, sitting, items, number, signed_on, file, by, at):
    """Quyết định công nhận: initiatives that the council passed have their paper, and may be used for an award."""
    locked = hold_sitting(sitting, "awards.decide_sitting", by)
    if locked.council.kind != CouncilKind.INITIATIVE:
        raise Refused("Chỉ Hội đồng sáng kiến công nhận sáng kiến.")
    if not (number := clean_line(number)[:60]):
        raise Refused("Ô “Số quyết định”: ghi số và ký hiệu.")
    if signed_on is None or not locked.minutes_date <= signed_on <= office_date(at):
        raise Refused("Ô “Ngày quyết định”: nhập một ngày từ ngày biên bản đến hôm nay.")
    rows = _passed(locked, items)
    for item in rows:
        _recognise(item, locked.council, number, signed_on)
    _keep(locked, RECOGNITION_FILE, file, by, at)
    titles = "; ".join(item.subject_matter for item in rows)
    record(locked, step="recognise", label="Công nhận sáng kiến", by=by, at=at,
           note=f"Quyết định số {number}: {titles}"[:400], data={"items": [item.pk for item in rows]})  # fmt: skip
    for item in rows:
        record(item.honoree, step="recognise_initiative", label="Công nhận sáng kiến", by=by, at=at,
               note=f"{item.subject_matter}, quyết định số {number}", data={"row": item.initiative_id})  # fmt: skip
    return rows


def _recognise(item, council, number, signed_on):
    if item.initiative.scope != Scope.BASE and not council.of_province:
        scope = item.initiative.get_scope_display().lower()
        raise Refused(f"“{item.subject_matter}” phạm vi {scope}: do Hội đồng sáng kiến tỉnh công nhận.")
    free = Initiative.objects.filter(pk=item.initiative_id, paper_number="")
    if not free.update(council=council.name, paper_number=number, paper_date=signed_on):
        raise Conflict(f"“{item.subject_matter}” đã được công nhận.")
