"""Every write of the units room: the tree, files, notices, delegations."""

import hashlib

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.enums import Channel, NoticeKind, Role
from units.filetypes import sniff
from units.models import Ancestry, Attachment, Delegation, Notice, OptOut, Placement, Unit

PDF = "application/pdf"


@transaction.atomic
def rebuild_ancestry():
    """Rewrites the closure of the dated tree; returns the number of rows. Small enough (hundreds) to be whole."""
    units = list(Unit.objects.select_for_update().order_by("pk").values_list("pk", flat=True))  # one rebuild at a time
    spans = {}
    for unit_id, parent_id, start, end in Placement.objects.values_list(
        "unit_id", "parent_id", "valid_from", "valid_to"
    ):
        spans.setdefault(unit_id, []).append((parent_id, start, end))
    rows = [
        row
        for unit_id in units
        for row in _ancestors(Ancestry(ancestor_id=unit_id, descendant_id=unit_id, depth=0), spans)
    ]
    Ancestry.objects.all().delete()
    Ancestry.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _ancestors(below, spans):
    """`below` itself, then every ancestor above it with the days on which the whole chain stood."""
    if below.depth > 20:
        raise Refused("Cây đơn vị có vòng lặp: một đơn vị nằm dưới chính nó.")
    rows = [below]
    for parent, start, end in spans.get(below.ancestor_id, ()):
        first, last = _later(below.valid_from, start), _earlier(below.valid_to, end)
        if first is None or last is None or first <= last:
            above = Ancestry(
                ancestor_id=parent, descendant_id=below.descendant_id, depth=below.depth + 1,
                valid_from=first, valid_to=last,
            )  # fmt: skip
            rows += _ancestors(above, spans)
    return rows


def _later(a, b):
    return max(filter(None, (a, b)), default=None)


def _earlier(a, b):
    return min(filter(None, (a, b)), default=None)


AFTER_KEEPING = []  # what a room above does with a file once it is kept: called with the attachment


def attach_file(*, owner, purpose, upload, by, at):
    """Keeps a file for `owner` under a random name; the type is told from the content.

    Raises Refused when it is empty, larger than 20 MB, or of a kind that the portal does not keep.
    """
    name = clean_line(upload.name.replace("\\", "/").rsplit("/", 1)[-1])[:255] or "tệp"
    if not upload.size:
        raise Refused(f"Tệp “{name}” rỗng.")
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise Refused(f"Tệp “{name}” lớn hơn {settings.ATTACHMENT_MAX_BYTES // 1024**2} MB. Chia nhỏ hoặc nén lại.")
    content_type = sniff(upload, name)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    attachment = Attachment(
        owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk, purpose=purpose, name=name,
        content_type=content_type, size=upload.size, sha256=digest.hexdigest(), by=by, at=at,
    )  # fmt: skip
    attachment.file.save(name, upload, save=True)
    for act in AFTER_KEEPING:
        act(attachment)
    return attachment


def attach_signed(*, owner, purpose, upload, by, at):
    """Keeps a signed paper; only a PDF is one. Raises Refused with the name of the box."""
    try:
        attachment = attach_file(owner=owner, purpose=purpose, upload=upload, by=by, at=at)
    except Refused as refused:
        raise Refused(f"Ô “Bản đã ký”: {refused}") from None
    if attachment.content_type != PDF:
        raise Refused(f"Ô “Bản đã ký”: tệp “{attachment.name}” không phải PDF.")
    return attachment


@transaction.atomic
def remove_attachment(*, attachment, owner, by, at):
    """Takes a file out of sight; its bytes stay until the sweep, the event says who took it away."""
    if not Attachment.objects.of(owner).filter(pk=attachment.pk).update(removed_at=at):
        raise Refused(f"Tệp “{attachment.name}” đã được gỡ trước đó.")
    record(owner, step="remove_file", label="Gỡ tệp", by=by, at=at, note=attachment.name)


def notify(*, people, kind, text, url, at):
    """One notice for each person, once; `url` is a path of the portal. What only tells may have been switched off."""
    people = set(people)
    if kind in NoticeKind.OPTIONAL:
        off = OptOut.objects.filter(person__in=people, kind=kind, channel=Channel.PORTAL)
        silent = set(off.values_list("person", flat=True))
        people = {person for person in people if person.pk not in silent}
    notify_each(rows=[(person, kind, text, url) for person in people], at=at)


def notify_each(*, rows, at):
    """A notice of their own for each: rows of (person, kind, text, url)."""
    Notice.objects.bulk_create(
        (Notice(to=person, kind=kind, text=text[:300], url=url, at=at) for person, kind, text, url in rows),
        batch_size=500,
    )


@transaction.atomic
def choose_notices(*, person, chosen, offered, by, at, note=""):
    """Keeps what a person wants to be told: of the pairs (kind, channel) in `offered`, those not `chosen` are off.

    `by` is None when a link in a mail was used instead of signing in.
    """
    held = OptOut.objects.filter(person=person)
    before = set(held.values_list("kind", "channel"))
    after = (before - set(offered)) | (set(offered) - set(chosen))
    if after == before:
        return
    for kind, channel in before - after:
        held.filter(kind=kind, channel=channel).delete()
    new = (OptOut(person=person, kind=kind, channel=channel) for kind, channel in after - before)
    OptOut.objects.bulk_create(new, ignore_conflicts=True)  # the same choice made twice at once is one choice
    record(
        person, step="choose_notices", label="Chọn loại thông báo", by=by, at=at, note=note,
        data={"before": sorted(map(list, before)), "after": sorted(map(list, after))},
    )  # fmt: skip


def read_notice(*, notice, at):
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def read_all_notices(*, person, at):
    Notice.objects.filter(to=person, read_at=None).update(read_at=at)


@transaction.atomic
def delegate(*, unit, holder, number, signed_on, valid_from, valid_to, by, at):
    """A head's paper: from a day to a day `holder` signs the unit's filings.

    Raises PermissionDenied, or Refused when the days overlap another paper of the unit, naming it.
    """
    if not by.has_perm("units.delegate", unit):
        raise PermissionDenied("units.delegate")
    Unit.objects.select_for_update().get(pk=unit.pk)  # two papers at once are written one after the other
    _check_days(signed_on, valid_from, valid_to, office_date(at))
    _check_holder(unit, holder)
    _refuse_overlap(unit, valid_from, valid_to)
    delegation = Delegation.objects.create(
        unit=unit, holder=holder, number=clean_line(number), signed_on=signed_on, valid_from=valid_from,
        valid_to=valid_to, made_by=by, made_at=at,
    )  # fmt: skip
    days = f"từ {valid_from:%d/%m/%Y} đến hết {valid_to:%d/%m/%Y}"
    record(delegation, step="delegate", label="Ủy quyền ký", by=by, at=at, note=f"{holder.full_name}, {days}")
    text = f"Bạn được ủy quyền ký báo cáo kết quả của {unit.short_name} {days}, giấy số {delegation.number}."
    notify(people=[holder], kind=NoticeKind.TO_SIGN, text=text, url=reverse("units:delegation_list"), at=at)
    return delegation


def _check_days(signed_on, valid_from, valid_to, today):
    if valid_to < valid_from:
        raise Refused("Ô “Đến hết ngày”: ngày cuối phải bằng hoặc sau ngày đầu.")
    if valid_to < today:
        raise Refused(f"Ô “Đến hết ngày”: ngày {valid_to:%d/%m/%Y} đã qua.")
    if signed_on > valid_from:
        raise Refused("Ô “Ngày giấy ủy quyền”: giấy phải ký trước hoặc trong ngày bắt đầu.")


def _check_holder(unit, holder):
    if holder.unit_id != unit.pk or not holder.is_active:
        raise Refused("Ô “Người được ủy quyền”: phải là người đang có tài khoản của chính đơn vị.")
    if holder.has_role(Role.UNIT_HEAD, unit_id=unit.pk):
        raise Refused("Ô “Người được ủy quyền”: người này là thủ trưởng, không cần ủy quyền.")


def _refuse_overlap(unit, valid_from, valid_to):
    meets = Delegation.objects.standing().filter(unit=unit, valid_from__lte=valid_to, valid_to__gte=valid_from)
    other = meets.select_related("holder").first()
    if other is not None:
        raise Refused(
            f"Trùng ngày với giấy ủy quyền số {other.number} cho {other.holder.full_name} "
            f"({other.valid_from:%d/%m/%Y} – {other.valid_to:%d/%m/%Y}): chấm dứt giấy đó hoặc chọn ngày khác."
        )


@transaction.atomic
def end_delegation(*, delegation, by, at):
    """Ends a paper before its day, from this day on; what was signed under it stays."""
    if not by.has_perm("units.delegate", delegation.unit):
        raise PermissionDenied("units.delegate")
    today = office_date(at)
    if delegation.valid_to < today:
        raise Refused(f"Giấy ủy quyền số {delegation.number} đã hết hạn ngày {delegation.valid_to:%d/%m/%Y}.")
    if not Delegation.objects.filter(pk=delegation.pk, ended_on=None).update(ended_on=today, ended_by=by):
        raise Conflict(f"Giấy ủy quyền số {delegation.number} đã được chấm dứt trước đó.")
    record(delegation, step="end", label="Chấm dứt ủy quyền", by=by, at=at)
    text = f"Ủy quyền ký theo giấy số {delegation.number} chấm dứt từ ngày {today:%d/%m/%Y}."
    notify(people=[delegation.holder], kind=NoticeKind.TO_SIGN, text=text, url=reverse("units:delegation_list"), at=at)
