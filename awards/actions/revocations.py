"""Hủy bỏ quyết định khen thưởng: a case is begun, corrected and taken along its steps (Luật 06/2022/QH15 Điều 93)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.actions.honorees import hold_honoree
from awards.actions.revocation_notices import tell
from awards.compile.revocations import is_of_the_province
from awards.enums_revocations import RevocationGround, RevocationState
from awards.models import HeldAward, Revocation, RevokedAward
from awards.revocation_workflow import PROPOSES, REVOCATION
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from thidua.workflow import take_step
from units.actions import attach_file, attach_signed

BASIS_FILE, PROPOSAL_FILE = "can_cu_huy_bo", "to_trinh_huy_bo"
MOST_FACTS = 20_000
MOVED = "Có người vừa xử lý trước. Xem lại trang này rồi làm tiếp."
PLAIN = frozenset({"to_director", "drop", "hand_back", "sign", "keep", "record_kept"})


@dataclass(frozen=True)
class Case:
    """Why: one of the four grounds, what happened, the paper that says so."""

    ground: str
    facts: str
    basis: str
    basis_date: date | None
    file: object = None


@dataclass(frozen=True)
class Proposal:
    """The signed tờ trình, or the signed letter to whoever made the decision."""

    number: str
    signed_on: date | None
    file: object


@transaction.atomic
def start_revocation(*, honoree, awards, case, by, at):
    """A case over awards of one honoree (rows of HeldAward) that one authority decided.

    Raises PermissionDenied, Refused naming the box, Conflict when an award is in another case already.
    """
    locked = hold_honoree(honoree, by, "awards.start_revocation")
    rows, columns = _awards(locked, awards), _checked(case, at)
    made = Revocation.objects.create(
        honoree=locked, **columns, authority=rows[0].issuer, decided_here=is_of_the_province(rows[0].issuer),
        proposed_by=by, created_at=at, stage_since=at,
    )  # fmt: skip
    RevokedAward.objects.bulk_create(RevokedAward(revocation=made, held=one) for one in rows)
    _keep_basis(made, case, by, at)
    named = "; ".join(f"{one.award_name}, quyết định {one.decision_number}" for one in rows)
    record(made, step="start", label="Lập đề nghị hủy bỏ", by=by, at=at, to_state=made.state, note=named[:2000])
    return made


def _awards(honoree, awards):
    """The chosen awards, locked. Two cases over one award: the second is refused under the lock of the honoree."""
    keys = {one.pk for one in awards}
    locked = HeldAward.objects.select_for_update().filter(pk__in=keys, honoree=honoree)
    rows = list(locked.order_by("decided_on", "pk"))
    if not rows or len(rows) != len(keys):
        raise Refused("Ô “Khen thưởng”: chọn ít nhất một khen thưởng của đối tượng này.")
    for one in rows:
        if one.revoked_on is not None:
            raise Conflict(f"{one.award_name}: đã bị hủy bỏ ngày {one.revoked_on:%d/%m/%Y}.")
        if one.revocations.filter(standing=True).exists():
            raise Conflict(f"{one.award_name}, quyết định {one.decision_number}: đang có vụ việc hủy bỏ khác.")
    if len({one.issuer for one in rows}) > 1:
        raise Refused("Ô “Khen thưởng”: các khen thưởng do nhiều nơi quyết định, lập mỗi nơi một vụ việc.")
    return rows


def _checked(case, at):
    if case.ground not in RevocationGround.values:
        raise Refused("Ô “Căn cứ hủy bỏ”: chọn một trong bốn trường hợp của Điều 93.")
    facts, basis = clean_text(case.facts)[:MOST_FACTS], clean_line(case.basis)[:200]
    if not facts:
        raise Refused("Ô “Nội dung vi phạm”: ghi việc đã xảy ra.")
    if not basis:
        raise Refused("Ô “Văn bản làm căn cứ”: ghi số, ký hiệu và nơi ban hành.")
    if case.basis_date is None or case.basis_date > office_date(at):
        raise Refused("Ô “Ngày văn bản làm căn cứ”: nhập một ngày không sau hôm nay.")
    return {"ground": case.ground, "facts": facts, "basis": basis, "basis_date": case.basis_date}


def _keep_basis(case_row, case, by, at):
    if case.file is not None:
        attach_file(owner=case_row, purpose=BASIS_FILE, upload=case.file, by=by, at=at)


def hold_revocation(revocation, permission, by):
    """The locked row, for an act in the state in which the caller read it. Raises PermissionDenied, Conflict."""
    if not by.has_perm(permission, revocation):
        raise PermissionDenied(permission)
    rows = Revocation.objects.select_for_update(of=("self",)).select_related("honoree__unit", "signed_by")
    locked = rows.get(pk=revocation.pk)
    if locked.state != revocation.state:
        raise Conflict(MOVED)
    return locked


@transaction.atomic
def change_revocation(*, revocation, case, version, by, at):
    """Other words while it is being drafted; whoever read an older version is told."""
    locked = hold_revocation(revocation, "awards.change_revocation", by)
    if locked.version != version:
        raise Conflict("Người khác vừa sửa vụ việc này. Phần đang gõ còn nguyên, so lại rồi lưu.")
    columns = _checked(case, at)
    before = {name: str(getattr(locked, name)) for name in columns}
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*columns, "version"])
    _keep_basis(locked, case, by, at)
    record(locked, step="change", label="Sửa đề nghị hủy bỏ", by=by, at=at, data={"before": before})
    return locked


@transaction.atomic
def step_revocation(*, revocation, step_name, note="", by, at):
    """A step that asks for no paper. What does not end in revocation sets its awards free for another case."""
    if step_name not in PLAIN:
        raise Refused(f"{REVOCATION.steps[step_name].label}: bước này cần số, ngày và bản đã ký.")
    changes = {"stage_since": at}
    if step_name == "sign":
        changes["signed_by"] = by
    moved = take_step(REVOCATION, revocation, step_name, by=by, at=at, note=clean_text(note), changes=changes)
    if moved.state in (RevocationState.KEPT, RevocationState.DROPPED):
        moved.awards.update(standing=False)
    tell(moved, step_name, by, at)
    return moved


@transaction.atomic
def propose_revocation(*, revocation, step_name, proposal, by, at):
    """The director signs: before the leader (`propose`), or to whoever made the decision (`ask_issuer`)."""
    if step_name not in PROPOSES:
        raise Refused(f"{REVOCATION.steps[step_name].label}: không phải bước ký đề nghị.")
    locked = hold_revocation(revocation, REVOCATION.steps[step_name].permission, by)
    number = clean_line(proposal.number)[:60]
    if not number:
        raise Refused("Ô “Số văn bản”: ghi số và ký hiệu, ví dụ 41/TTr-SNV.")
    if proposal.signed_on is None or not locked.basis_date <= proposal.signed_on <= office_date(at):
        first = f"{locked.basis_date:%d/%m/%Y}"
        raise Refused(f"Ô “Ngày văn bản”: nhập một ngày từ ngày văn bản làm căn cứ {first} đến hôm nay.")
    if proposal.file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF đã ký.")
    changes = {"stage_since": at, "proposal_number": number, "proposal_date": proposal.signed_on}
    moved = take_step(REVOCATION, locked, step_name, by=by, at=at, changes=changes,
                      note=f"Số {number} ngày {proposal.signed_on:%d/%m/%Y}")  # fmt: skip
    attach_signed(owner=moved, purpose=PROPOSAL_FILE, upload=proposal.file, by=by, at=at)
    tell(moved, step_name, by, at)
    return moved
