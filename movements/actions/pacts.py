"""The second signature of a giao ước: the head of the cluster signs what the unit's head has signed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from movements.actions.filings import people_holding
from movements.compile.pacts import SIGNED, pact_digests, seat_of
from movements.models import PactReturn, PactSignature, Registration
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_text
from units.actions import notify
from units.enums import NoticeKind, Role

NOT_AGREED = "TL-DK06"  # bản giao ước chưa thống nhất trong cụm, khối


@transaction.atomic
def countersign_pact(*, pact, seen, by, at):
    """Signs for the cluster the wording that was read (`seen`, its digest).

    Raises PermissionDenied, Refused when the unit has not signed or undertakes nothing, Conflict when the wording has
    changed since or was signed already.
    """
    if not by.has_perm("movements.countersign_pact", pact):
        raise PermissionDenied("movements.countersign_pact")
    held = (
        Registration.objects.select_for_update(of=("self",)).select_related("unit", "cluster", "term").get(pk=pact.pk)
    )
    digest, seat = pact_digests([held.pk]).get(held.pk), seat_of(held)
    _check(held, digest, seen)
    signature, created = PactSignature.objects.get_or_create(
        registration=held, cluster=held.cluster, digest=digest,
        defaults={"unit": seat.unit, "signer": by.full_name, "title": seat.title, "office": _office(by, seat),
                  "at": at, "by": by},
    )  # fmt: skip
    if not created:
        raise Conflict(f"{signature.signer} đã ký giao ước này.")
    record(held, step="countersign", label=f"{seat.title} ký giao ước", by=by, at=at, data={"digest": digest})
    _tell_unit(held, signature, by, at)
    return signature


@transaction.atomic
def return_pact(*, pact, seen, note, by, at):
    """Asks the unit to mend the wording that was read; it stands until the pact's words change.

    Raises PermissionDenied, Refused (nothing said, or signed already), Conflict (another wording by now, or asked
    before).
    """
    if not by.has_perm("movements.countersign_pact", pact):
        raise PermissionDenied("movements.countersign_pact")
    held = (
        Registration.objects.select_for_update(of=("self",)).select_related("unit", "cluster", "term").get(pk=pact.pk)
    )
    if not (words := clean_text(note)):
        raise Refused("Ô “Đề nghị sửa”: ghi nội dung nào chưa thống nhất trong cụm, khối.")
    digest, seat = pact_digests([held.pk]).get(held.pk), seat_of(held)
    _check(held, digest, seen)
    if PactSignature.objects.filter(registration=held, cluster=held.cluster, digest=digest).exists():
        raise Refused("Giao ước này đã ký hai bên; đơn vị điều chỉnh đăng ký thì ký lại.")
    asked, created = PactReturn.objects.get_or_create(
        registration=held, cluster=held.cluster, digest=digest, defaults={"note": words, "at": at, "by": by}
    )
    if not created:
        raise Conflict(f"Đã đề nghị sửa nội dung này: {asked.note}")
    label = f"{seat.title} đề nghị sửa giao ước"
    record(held, step="return_pact", label=label, by=by, at=at, note=words, reason=NOT_AGREED)
    text = f"{label} thi đua {held.term.name} của {held.unit.name}: {words[:200]}"
    people = people_holding((Role.UNIT_OFFICER, Role.UNIT_HEAD), unit_id=held.unit_id, but=by)
    notify(people=people, kind=NoticeKind.RETURNED, text=text, url=reverse("movements:pact_detail", args=[held.pk]),
           at=at)  # fmt: skip
    return asked


def _check(held, digest, seen):
    if held.state not in SIGNED:
        raise Conflict("Đơn vị đang sửa bản đăng ký, chưa ký giao ước được. Xem lại trang này.")
    if digest is None:
        raise Refused("Chưa ký được: đơn vị chưa ghi nội dung giao ước nào.")
    if digest != seen:
        raise Conflict("Nội dung giao ước vừa thay đổi. Đọc lại rồi ký.")


def _office(by, seat):
    """ "Giám đốc Sở Y tế"."""
    return f"{by.position or 'Thủ trưởng'} {seat.unit.authority}"[:300]


def _tell_unit(registration, signature, by, at):
    people = people_holding((Role.UNIT_OFFICER, Role.UNIT_HEAD), unit_id=registration.unit_id, but=by)
    text = f"{signature.title} đã ký giao ước thi đua {registration.term.name} của {registration.unit.name}."
    url = reverse("movements:pact_detail", args=[registration.pk])
    notify(people=people, kind=NoticeKind.ACCEPTED, text=text, url=url, at=at)


def ask_for_countersigning(*, registration, by, at):
    """Tells whoever signs for the cluster that a pact has come; signed in these very words before, it needs nothing."""
    seat = seat_of(registration)
    digest = pact_digests([registration.pk]).get(registration.pk)
    if seat is None or seat.unit is None or digest is None:
        return
    if PactSignature.objects.filter(registration=registration, cluster=registration.cluster, digest=digest).exists():
        return
    people = people_holding((Role.UNIT_HEAD,), unit_id=seat.unit.pk, but=by)
    text = f"Giao ước thi đua {registration.term.name} của {registration.unit.name} chờ {seat.title.lower()} ký."
    url = reverse("movements:pact_detail", args=[registration.pk])
    notify(people=people, kind=NoticeKind.TO_SIGN, text=text, url=url, at=at)
