"""One decision put in force: over one dossier or many, for all of their lines or some (R16, R27, R31)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.actions.checking import check_for_issue
from awards.actions.dossiers import check_award
from awards.actions.lifetime import lifetime_columns
from awards.actions.register import enter_register
from awards.actions.telling import tell
from awards.compile.decision_words import title_of
from awards.compile.pricing import price_lines
from awards.enums import AwardSource, LineState
from awards.enums_issuing import BonusRule
from awards.models import (
    AwardType,
    BonusPayment,
    Decision,
    Dossier,
    HeldAward,
    Honoree,
    IssuingOffice,
    Nomination,
)
from awards.workflow import DOSSIER
from movements.compile.terms import TermKinds
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from thidua.workflow import take_step
from units.actions import attach_signed

DECISION_FILE = "quyet_dinh"
GRANTED_COLUMNS = ("state", "bonus", "name_then", "position_then", "award", "decision")
STEP = DOSSIER.steps["issue"]
MOVED = "Có người vừa xử lý trước, trạng thái đã đổi. Xem lại trang này rồi làm tiếp."


@dataclass(frozen=True)
class Issue:
    """What makes a signed paper a decision."""

    office: IssuingOffice
    number: int | None
    issued_on: date | None
    title: str
    file: object


def hold_signed(dossiers, by):
    """Locks signed dossiers in the order of their keys. Raises PermissionDenied, Conflict."""
    for dossier in dossiers:
        if not by.has_perm(STEP.permission, dossier):
            raise PermissionDenied(STEP.permission)
    keys = sorted(dossier.pk for dossier in dossiers)
    locked = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    if [row.pk for row in locked if row.state in STEP.sources] != keys:
        raise Conflict(MOVED)


def lines_to_grant(lines, issued_on):
    """The eligible among `lines`, each with the award as it stands on the day of the decision."""
    eligible = lines.filter(state__in=LineState.GOES_ON)
    # Whoever merges one of these honorees waits: what is granted must not be written to a row that is going away.
    locked = Honoree.objects.select_for_update().filter(pk__in=eligible.values("honoree")).order_by("pk")
    list(locked.values_list("pk"))
    rows = list(eligible.select_related("honoree__unit__successor", "award", "dossier__unit", "dossier__signed_by"))
    standing = {award.code: award for award in AwardType.objects.on(issued_on)}
    for line in rows:
        line.award = standing.get(line.award.code, line.award)
        check_award(line.award, line.honoree, issued_on)
    return rows


def put_in_force(*, dossiers, lines, issue, by, at, draft=None):
    """Grants `lines` (rows of `dossiers`, held by the caller) by one decision; a dossier without rest is decided.

    Raises Refused naming the box or line.
    """
    check_paper(issue, dossiers, at)
    rows = lines_to_grant(lines, issue.issued_on)
    if not rows:
        raise Refused("Không còn dòng nào đủ điều kiện để phát hành bằng quyết định này.")
    by_dossier = {dossier.pk: dossier for dossier in dossiers}
    for line in rows:
        line.dossier = by_dossier[line.dossier_id]
    for dossier in dossiers:
        own = [line for line in rows if line.dossier_id == dossier.pk]
        check_for_issue(dossier, own, issue.issued_on, by, at, decider=issue.office.decider)
    decision = _make_decision(issue, one_signer(dossiers), by, illustrative=all(one.illustrative for one in dossiers))
    kinds = TermKinds()
    _grant(rows, decision, kinds)
    _close(dossiers, decision, by, at)
    _hold_for_life(rows, decision, kinds)
    enter_register(lines=rows)
    attach_signed(owner=decision, purpose=DECISION_FILE, upload=issue.file, by=by, at=at)
    titles = "; ".join(dossier.title for dossier in dossiers)
    record(decision, step="issue", label="Phát hành", by=by, at=at, note=titles[:2000],
           data={"draft": draft.pk if draft else None, "lines": len(rows)})  # fmt: skip
    return decision


def check_paper(issue, dossiers, at):
    if issue.number is None or issue.number < 1:
        raise Refused("Ô “Số”: nhập số từ 1 trở lên.")
    if issue.issued_on is None:
        raise Refused("Ô “Ngày ban hành”: nhập ngày.")
    if issue.issued_on > office_date(at):
        raise Refused(f"Ô “Ngày ban hành”: {issue.issued_on:%d/%m/%Y} chưa tới.")
    signed_on = max(office_date(dossier.stage_since) for dossier in dossiers)  # the state that the signature made
    if issue.issued_on < signed_on:
        raise Refused(f"Ô “Ngày ban hành”: không trước ngày ký {signed_on:%d/%m/%Y}.")
    if issue.file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của quyết định đã ký, đóng dấu.")


def one_signer(dossiers):
    """Who signed them all: one paper has one signature."""
    signers = {dossier.signed_by_id: dossier.signed_by for dossier in dossiers}
    if len(signers) != 1 or None in signers:
        names = ", ".join(sorted(one.full_name for one in signers.values() if one))
        raise Refused(f"Các hồ sơ do nhiều người ký ({names}): một quyết định chỉ gồm hồ sơ cùng một người ký.")
    return next(iter(signers.values()))


def _make_decision(issue, signer, by, *, illustrative):
    office = issue.office
    decision = Decision(
        number=issue.number, symbol=office.symbol, issued_on=issue.issued_on, year=issue.issued_on.year,
        issuer=office.name, title=clean_line(issue.title)[:400], signer=signer.full_name,
        signer_title=title_of(office, signer), entered_by=by, illustrative=illustrative,
    )  # fmt: skip
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError:
        raise Refused(_number_taken(decision)) from None
    return decision


def _number_taken(decision):
    taken = Decision.objects.filter(
        issuer=decision.issuer, symbol=decision.symbol, year=decision.year, number=decision.number
    ).first()
    whose = f" cho “{taken.title}”" if taken else ""
    return f"Ô “Số”: số {decision.code} của năm {decision.year} đã cấp{whose}."


def _grant(lines, decision, kinds):
    """Fixes what the decision says of each: the names of that day, and money by the base salary of that day."""
    priced = price_lines(lines, decision.issued_on, code=decision.code, kinds=kinds)
    for line in lines:
        line.state, line.decision = LineState.GRANTED, decision
        line.bonus = priced[line.pk].amount
        line.name_then, line.position_then = line.honoree.name, line.honoree.position
    Nomination.objects.bulk_update(lines, GRANTED_COLUMNS)
    BonusPayment.objects.bulk_create(_payment(line, decision, priced[line.pk]) for line in lines)


def _payment(line, decision, priced):
    void = priced.rule == BonusRule.HIGHEST
    return BonusPayment(
        line=line, decision=decision, amount=priced.amount, rule=priced.rule, note=priced.note[:400],
        state="void" if void else "committed",
    )  # fmt: skip


def _close(dossiers, decision, by, at):
    """A dossier with nothing left to grant is decided; of another the rest goes on waiting for its own decision."""
    address = reverse("awards:decision_detail", args=[decision.pk])
    for dossier in dossiers:
        rest = dossier.lines.filter(state__in=LineState.GOES_ON).count()
        if rest:
            record(dossier, step="issue_part", label="Phát hành một phần", by=by, at=at,
                   note=f"Quyết định {decision.code}; còn {rest} dòng chờ quyết định khác",
                   data={"decision": decision.code})  # fmt: skip
        else:
            take_step(
                DOSSIER, dossier, "issue", by=by, at=at, changes={"decision": decision, "stage_since": at},
                data={"decision": decision.code},
            )  # fmt: skip
        tell(dossier, "issue", by, at, url=address, more=f" {decision.code}")


HELD_BY = ("honoree", "award_code", "decision_number", "decided_on")
HELD_COLUMNS = (
    "award_name", "award", "occasion", "term_kind", "year", "issuer", "source", "decision", "nomination",
    "achievement", "illustrative",
)  # fmt: skip


def _hold_for_life(lines, decision, kinds):
    """What was granted enters each honoree's record; a row of the same decision that a list had brought is replaced."""
    rows = [_held(line, decision, kinds) for line in lines]
    HeldAward.objects.bulk_create(rows, update_conflicts=True, unique_fields=HELD_BY, update_fields=HELD_COLUMNS)


def _held(line, decision, kinds):
    return HeldAward(
        honoree=line.honoree, award_code=line.award.code, decision_number=decision.code, decided_on=decision.issued_on,
        source=AwardSource.PORTAL, decision=decision, **lifetime_columns(line, kinds, issuer=decision.issuer),
    )  # fmt: skip
