"""While Sở Nội vụ appraises: the check run again, and the choice of the law that is more favourable (R02)."""

from collections import Counter

from django.db import transaction

from awards.actions.checking import check_for_appraisal
from awards.actions.locking import hold_allowed
from awards.checks import verdict
from awards.compile.checking import shown_findings
from awards.compile.law import law_day
from awards.enums import CheckVerdict
from awards.models import Dossier
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.events import record
from thidua.text import clean_text


@transaction.atomic
def recheck_dossier(*, dossier, by, at):
    """Runs and stores the check anew. Returns what it found. Raises PermissionDenied, Conflict."""
    hold_allowed(dossier, "awards.recheck_dossier", by)
    checked = check_for_appraisal(dossier, by, at)
    record(dossier, step="recheck", label="Kiểm tra lại tiêu chuẩn", by=by, at=at, note=counted(checked))
    return checked


def counted(checked):
    """ "2 đạt, 1 cần người xem xét": lines by what may be said of them to everybody who reads the history."""
    found = Counter(verdict(shown_findings(one.findings, trusted=False)) for one in checked)
    words = [f"{found[value]} {value.label.lower()}" for value in CheckVerdict if found[value]]
    return ", ".join(words) or "không có dòng nào"


@transaction.atomic
def choose_law(*, dossier, reason, by, at):
    """Takes the amending law for a dossier received before it, with the reason; an empty reason takes that back.

    Refused where there is nothing to choose: not in force yet, or it applies anyway (Luật 06/2026/QH16, R02).
    """
    held = hold_allowed(dossier, "awards.choose_law", by)
    reason = clean_text(reason)
    if held.law_choice == reason:
        raise Refused("Ô “Lý do”: ghi vì sao luật sửa đổi có lợi hơn." if not reason else "Lý do này đã ghi rồi.")
    if reason:
        law_day(held, today=office_date(at), opt_in=reason)
    label = "Chọn áp dụng luật sửa đổi" if reason else "Trở lại luật của ngày tiếp nhận"
    Dossier.objects.filter(pk=held.pk).update(law_choice=reason)
    record(dossier, step="choose_law", label=label, by=by, at=at, note=reason, data={"before": held.law_choice})
    dossier.law_choice = reason
    check_for_appraisal(dossier, by, at)
