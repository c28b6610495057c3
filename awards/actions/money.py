"""The fund of a year, who pays each line, and what was paid (NĐ 152/2025/NĐ-CP Điều 46, 49; R27, R29)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.enums_issuing import BonusRule, FundUse, Payer, PaymentState
from awards.models import BonusPayment, Fund, FundEntry
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line

LARGEST = 10**15  # đồng
CHANGED = "Người khác vừa sửa. Xem lại số đang có rồi làm tiếp."


@dataclass(frozen=True)
class Budget:
    """Of one year, in whole đồng, with the paper that gives it."""

    base: int | None
    allotted: int | None
    document: str


def _demand(permission, by, row=None):
    if not by.has_perm(permission, row):
        raise PermissionDenied(permission)


def _amount(box, value, *, least=1):
    if value is None or not least <= value <= LARGEST:
        raise Refused(f"Ô “{box}”: nhập số tiền nguyên đồng{', lớn hơn 0' if least else ''}.")
    return value


def _words(box, text, most):
    words = clean_line(text)[:most]
    if not words:
        raise Refused(f"Ô “{box}”: không để trống.")
    return words


@transaction.atomic
def open_fund(*, year, budget, by, at):
    """The fund of a year: the year's regular spending is what the ceiling is counted of (R29)."""
    _demand("awards.keep_fund", by)
    if not 2000 <= (year or 0) <= 2100:
        raise Refused("Ô “Năm”: nhập một năm, ví dụ 2025.")
    fund = Fund(year=year, **_checked(budget), entered_by=by, entered_at=at)
    try:
        with transaction.atomic():
            fund.save()
    except IntegrityError:
        raise Refused(f"Ô “Năm”: quỹ năm {year} đã có, sửa ở trang của quỹ.") from None
    record(fund, step="open", label="Mở quỹ", by=by, at=at, note=fund.document)
    return fund


@transaction.atomic
def change_fund(*, fund, budget, version, by, at):
    _demand("awards.spend_fund", by, fund)
    locked = Fund.objects.select_for_update().get(pk=fund.pk)
    if locked.version != version:
        raise Conflict(CHANGED)
    before = {name: getattr(locked, name) for name in ("base", "allotted", "document")}
    for name, value in _checked(budget).items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    record(locked, step="change", label="Sửa dự toán", by=by, at=at, note=locked.document, data={"before": before})
    return locked


def _checked(budget):
    return {
        "base": _amount("Dự toán chi thường xuyên", budget.base),
        "allotted": _amount("Số đã bố trí cho quỹ", budget.allotted or 0, least=0),
        "document": _words("Văn bản giao dự toán", budget.document, 200),
    }


@dataclass(frozen=True)
class Spent:
    use: str
    amount: int | None
    on: date | None
    document: str
    note: str = ""


@transaction.atomic
def spend(*, fund, spent, by, at):
    """What the fund pays besides money to honorees: it counts within the ceiling as well."""
    _demand("awards.spend_fund", by, fund)
    if spent.use not in FundUse.values:
        raise Refused("Ô “Nội dung chi”: chọn trong danh sách.")
    if spent.on is None or spent.on.year != fund.year or spent.on > office_date(at):
        raise Refused(f"Ô “Ngày chi”: nhập một ngày của năm {fund.year}, không sau hôm nay.")
    entry = FundEntry.objects.create(
        fund=fund, use=spent.use, amount=_amount("Số tiền", spent.amount), on=spent.on, by=by, at=at,
        document=_words("Chứng từ", spent.document, 120), note=clean_line(spent.note)[:300],
    )  # fmt: skip
    note = f"{entry.get_use_display()}, {entry.document}"
    record(fund, step="spend", label="Ghi khoản chi", by=by, at=at, note=note,
           data={"entry": entry.pk, "amount": entry.amount})  # fmt: skip
    return entry


@transaction.atomic
def cancel_entry(*, entry, why, by, at):
    """Entered by mistake: the row stays with its reason and counts no more."""
    _demand("awards.spend_fund", by, entry.fund)
    reason = _words("Lý do", why, 300)
    open_one = FundEntry.objects.filter(pk=entry.pk, cancelled_at=None)
    if not open_one.update(cancelled_at=at, cancelled_why=reason):
        raise Conflict("Khoản chi đã được hủy trước đó.")
    record(entry.fund, step="cancel_entry", label="Hủy khoản chi", by=by, at=at, note=f"{entry.document}: {reason}",
           data={"entry": entry.pk})  # fmt: skip


# --- What each line is paid -------------------------------------------------------------------------------------------


def _hold(payment, permission, version, by):
    _demand(permission, by, payment)
    locked = BonusPayment.objects.select_for_update(of=("self",)).select_related("line__honoree", "decision").get(
        pk=payment.pk
    )  # fmt: skip
    if locked.version != version:
        raise Conflict(CHANGED)
    return locked


@transaction.atomic
def set_payer(*, payment, payer, payer_name, amount, why, version, by, at):
    """Who pays a line, and how much where a person must look; what the rule computed stays unless a reason is given."""
    locked = _hold(payment, "awards.set_payer", version, by)
    if locked.state == PaymentState.PAID:
        raise Refused("Dòng này đã ghi chi, không đổi nguồn.")
    if payer not in Payer.values:
        raise Refused("Ô “Nguồn chi”: chọn trong danh sách.")
    name = clean_line(payer_name)[:200]
    if payer == Payer.OTHER and not name:
        raise Refused("Ô “Tên cơ quan chi”: ghi cơ quan nào chi.")
    before = {"payer": locked.payer, "payer_name": locked.payer_name, "amount": locked.amount}
    _set_amount(locked, amount, why)
    locked.payer, locked.payer_name = payer, name if payer == Payer.OTHER else ""
    _save(locked)
    note = f"{locked.line.honoree.name}: {clean_line(why)}".removesuffix(": ")
    record(locked.decision, step="set_payer", label="Sửa nguồn chi", by=by, at=at, note=note,
           data={"payment": locked.pk, "before": before})  # fmt: skip
    return locked


def _set_amount(payment, amount, why):
    """Another amount than the rule's only with a reason; nothing to pay is no payment that waits."""
    if amount is not None and not 0 <= amount <= LARGEST:
        raise Refused("Ô “Số tiền”: nhập số tiền nguyên đồng, không âm.")
    if amount == payment.amount:
        return
    if not clean_line(why):
        raise Refused("Ô “Lý do”: ghi căn cứ khi đổi số tiền.")
    if payment.rule not in (BonusRule.LOOK, BonusRule.UNPRICED, BonusRule.HIGHEST):
        raise Refused("Ô “Số tiền”: mức này tính theo hệ số và lương cơ sở của ngày quyết định, không sửa tay.")
    payment.amount, payment.note = amount, f"{payment.note} Sửa: {clean_line(why)}".strip()[:400]
    payment.state = PaymentState.VOID if amount == 0 else PaymentState.COMMITTED


@transaction.atomic
def pay_bonuses(*, decision, payments, paid_on, voucher, by, at):
    """Marks lines of one decision as paid, by one voucher. `payments`: {row: version}. All of them or none."""
    _demand("awards.pay_bonus", by)
    if not payments:
        raise Refused("Ô “Các dòng”: chọn ít nhất một dòng.")
    if paid_on is None or not decision.issued_on <= paid_on <= office_date(at):
        raise Refused(f"Ô “Ngày chi”: từ ngày {decision.issued_on:%d/%m/%Y} đến hôm nay.")
    document = _words("Chứng từ", voucher, 120)
    rows = [_hold(row, "awards.pay_bonus", version, by) for row, version in
            sorted(payments.items(), key=lambda pair: pair[0].pk)]  # fmt: skip
    for row in rows:
        if row.decision_id != decision.pk or row.state != PaymentState.COMMITTED or not row.amount:
            raise Refused(f"Dòng {row.line.honoree.name}: không có khoản nào chờ chi.")
        row.state, row.paid_on, row.voucher = PaymentState.PAID, paid_on, document
        _save(row)
    total = sum(row.amount for row in rows)
    record(decision, step="pay", label="Ghi chi tiền thưởng", by=by, at=at, note=f"{len(rows)} dòng, {document}",
           data={"payments": [row.pk for row in rows], "amount": total})  # fmt: skip
    return rows


def _save(payment):
    payment.version += 1
    payment.save(update_fields=["amount", "note", "payer", "payer_name", "state", "paid_on", "voucher", "version"])
