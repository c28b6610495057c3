"""Sổ công khai: what is granted enters it with a code of its own; a name is left out of it for a reason only."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.models import HeldAward, RegisterEntry
from thidua.clock import office_date
from thidua.codes import new_code
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, search_key

MANY = 500


def enter_register(*, lines):
    """Enters granted lines that are not there yet; call it in the transaction that grants them."""
    held = HeldAward.objects.filter(nomination__in=[line.pk for line in lines], nomination__entry=None)
    rows = held.select_related("nomination", "honoree__unit").order_by("pk")
    return RegisterEntry.objects.bulk_create((_entry(row) for row in rows), batch_size=MANY)


def _entry(held):
    name = held.nomination.name_then or held.honoree.name
    return RegisterEntry(
        nomination=held.nomination, code=new_code(), name=name, unit_name=held.honoree.unit.name,
        award_name=held.award_name, years=held.years, decision_number=held.decision_number,
        decided_on=held.decided_on, issuer=held.issuer, illustrative=held.illustrative,
        search_name=search_key(name)[:300],
    )  # fmt: skip


@transaction.atomic
def withhold_entry(*, entry, why, by, at):
    """The name no longer stands in public lists, search and feeds; the code still says whether the award stands.

    NĐ 13/2023/NĐ-CP (R38). Raises PermissionDenied, Refused without a reason, Conflict.
    """
    _allow(by)
    why = clean_line(why)[:400]
    if not why:
        raise Refused("Ô “Lý do”: ghi ai yêu cầu, theo văn bản nào.")
    shown = RegisterEntry.objects.filter(pk=entry.pk, withheld_on=None)
    if not shown.update(withheld_on=office_date(at), withheld_why=why):
        raise Conflict(f"{entry.name}: đã thôi nêu tên trước đó.")
    record(entry, step="withhold", label="Thôi nêu tên công khai", by=by, at=at, note=why)


@transaction.atomic
def show_entry(*, entry, by, at):
    """The name stands in public again."""
    _allow(by)
    hidden = RegisterEntry.objects.filter(pk=entry.pk, withheld_on__isnull=False)
    if not hidden.update(withheld_on=None, withheld_why=""):
        raise Conflict(f"{entry.name}: đang nêu tên công khai.")
    record(entry, step="show", label="Nêu tên công khai trở lại", by=by, at=at)


def _allow(by):
    if not by.has_perm("awards.keep_register"):
        raise PermissionDenied("awards.keep_register")
