"""What a receiver does with many registrations: accepts the plain ones, sums them up, sets days apart."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from movements.actions.filings import people_holding, receiver_on
from movements.actions.registration_steps import step_registration
from movements.compile import once_marked, registration_summary
from movements.enums import RegistrationState
from movements.models import RegistrationSummary, TermDeadline
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.actions import notify
from units.enums import NoticeKind, Role
from units.roles import RECEIVES_FOR_DEPARTMENT


@dataclass(frozen=True)
class BulkAnswer:
    """What became of the rows: how many were accepted, and why each of the others was not."""

    accepted: int
    refused: tuple[str, ...]


def accept_registrations(*, registrations, by, at):
    """Accepts each by a step and an event of its own; one that was once marked must be opened, and is left."""
    marked, refused, accepted = once_marked(row.pk for row in registrations), [], 0
    for row in registrations:
        try:
            if row.pk in marked:
                raise Refused("đã từng bị đánh dấu, mở ra xem rồi tiếp nhận")
            if row.state != RegistrationState.SUBMITTED:
                raise Refused("không còn ở trạng thái “Đã gửi”")
            step_registration(registration=row, step_name="accept", by=by, at=at)
            accepted += 1
        except Refused as why:
            refused.append(f"{row.unit.name}: {why}")
        except PermissionDenied:
            refused.append(f"{row.unit.name}: không gửi đến đơn vị của bạn")
    return BulkAnswer(accepted, tuple(refused))


# ---- the summary that goes up ----------------------------------------------------------------------------------------


@transaction.atomic
def confirm_summary(*, unit, term, by, at):
    """Freezes what the units below have registered as the next summary; its head sends it."""
    if not by.has_role(Role.UNIT_OFFICER, unit_id=unit.pk):
        raise PermissionDenied("movements.confirm_summary")
    content = registration_summary(unit, term)
    if not content.accepted:
        raise Refused("Chưa chốt được: chưa tiếp nhận đăng ký nào của đơn vị trực thuộc.")
    last = RegistrationSummary.objects.filter(unit=unit, term=term).first()
    if last is not None and last.data == _as_stored(content):
        raise Refused(f"Chưa có gì thay đổi so với bảng tổng hợp đã chốt (bản {last.number}).")
    row, created = RegistrationSummary.objects.get_or_create(
        unit=unit, term=term, number=last.number + 1 if last else 1,
        defaults={"data": content.as_json(), "made_at": at, "made_by": by,
                  "receiver": receiver_on(unit=unit, day=term.first_day)},
    )  # fmt: skip
    if not created:
        raise Conflict("Có người vừa chốt bảng tổng hợp này. Xem lại trang.")
    record(row, step="confirm", label=f"Chốt bảng tổng hợp (bản {row.number})", by=by, at=at)
    heads = people_holding((Role.UNIT_HEAD,), unit_id=row.unit_id, but=by)
    _tell(row, heads, NoticeKind.TO_SIGN, "chờ ký gửi", at=at)
    return row


def _as_stored(content):
    """Tuples as the lists that JSON gives back."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in content.as_json().items()
    }  # fmt: skip


@transaction.atomic
def send_summary(*, summary, by, at):
    """The head sends the newest summary up; an older one, or one that has gone, is refused."""
    if not by.has_perm("movements.send_summary", summary):
        raise PermissionDenied("movements.send_summary")
    newest = RegistrationSummary.objects.filter(unit=summary.unit_id, term=summary.term_id).first()
    if newest.pk != summary.pk:
        raise Conflict(f"Đã có bảng tổng hợp mới hơn (bản {newest.number}). Ký gửi bản đó.")
    if not RegistrationSummary.objects.filter(pk=summary.pk, sent_at=None).update(sent_at=at, sent_by=by):
        raise Conflict("Bảng tổng hợp này đã được gửi.")
    record(summary, step="send", label="Ký và gửi bảng tổng hợp", by=by, at=at)
    roles = RECEIVES_FOR_DEPARTMENT if summary.goes_to_department else (Role.UNIT_OFFICER,)
    receivers = people_holding(roles, unit_id=summary.receiver_id, but=by)
    _tell(summary, receivers, NoticeKind.RECEIVED, "đã gửi đến", at=at)
    summary.refresh_from_db()
    return summary


def _tell(summary, people, kind, words, *, at):
    text = f"{summary.title} của {summary.unit.name} {words}."
    notify(people=people, kind=kind, text=text, url=reverse("movements:summary_detail", args=[summary.pk]), at=at)


# ---- days set apart --------------------------------------------------------------------------------------------------


@transaction.atomic
def set_deadline(*, term, due_on, reason, by, at, unit=None, unit_kind=""):
    """A day of registering of its own for a unit or a kind of units; a later one rewrites the row."""
    if not by.has_perm("movements.set_deadline", term):
        raise PermissionDenied("movements.set_deadline")
    if (unit is None) == (not unit_kind):
        raise Refused("Chọn một đơn vị hoặc một loại đơn vị, không chọn cả hai.")
    if due_on > term.last_day:
        raise Refused(f"Hạn mới phải trước khi kỳ kết thúc ({term.last_day:%d/%m/%Y}).")
    if not clean_line(reason):
        raise Refused("Ghi lý do.")
    columns = {"due_on": due_on, "reason": clean_line(reason), "by": by, "at": at}
    row, created = TermDeadline.objects.update_or_create(
        term=term, unit=unit, unit_kind=unit_kind, defaults=columns
    )  # fmt: skip
    label = "Đặt hạn đăng ký riêng" if created else "Sửa hạn đăng ký riêng"
    record(row, step="set", label=label, by=by, at=at, note=columns["reason"], data={"due_on": due_on.isoformat()})
    return row


@transaction.atomic
def remove_deadline(*, deadline, by, at):
    """Back to the term's own day."""
    if not by.has_perm("movements.set_deadline", deadline.term):
        raise PermissionDenied("movements.set_deadline")
    record(deadline, step="remove", label="Bỏ hạn đăng ký riêng", by=by, at=at, note=str(deadline))
    deadline.delete()
