"""The fund of each year and the money of each decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import money as actions
from awards.compile.funds import ledger
from awards.enums_issuing import PaymentState
from awards.forms_issuing import BudgetForm, FundForm, PayerForm, PayForm, ReasonForm, SpendForm
from awards.models import BonusPayment, Decision, Fund, FundEntry
from awards.views.drafts import demand
from awards.views.opinions import READING, done, form_page, sent
from thidua import clock
from thidua.events import timeline


def _fund(request, pk, permission=""):
    fund = get_object_or_404(Fund.objects.visible_to(request.user), pk=pk)
    if permission:
        demand(request, permission, fund)
    return fund


def _fund_form(request, fund, form, title):
    back = reverse("awards:fund_detail", args=[fund.pk])
    return form_page(request, form, title=title, save=title, back=back, crumb=str(fund))


@require_safe
def fund_list(request):
    demand(request, "awards.read_fund")
    rows = [ledger(fund) for fund in Fund.objects.visible_to(request.user).order_by("-year")[:20]]
    context = {"rows": rows, "may_keep": request.user.has_perm("awards.keep_fund")}
    return TemplateResponse(request, "awards/fund_list.html", context)


@require_http_methods(READING)
def fund_new(request):
    demand(request, "awards.keep_fund")
    form = FundForm(*sent(request)[:1], initial={"year": clock.today().year})
    if form.is_valid():
        what = {"year": form.cleaned_data["year"], "budget": form.budget()}
        if done(request, form, actions.open_fund, **what):
            messages.success(request, "Đã mở quỹ.")
            return redirect("awards:fund_list")
    return form_page(request, form, title="Mở quỹ của một năm", save="Mở quỹ", crumb="Quỹ thi đua, khen thưởng",
                     back=reverse("awards:fund_list"))  # fmt: skip


@require_safe
def fund_detail(request, pk):
    fund = _fund(request, pk)
    payments = BonusPayment.objects.visible_to(request.user).filter(decision__year=fund.year)
    keys = payments.order_by().values("decision").distinct()
    context = {
        "fund": fund, "ledger": ledger(fund),
        "entries": FundEntry.objects.visible_to(request.user).filter(fund=fund),
        "decisions": Decision.objects.visible_to(request.user).filter(pk__in=keys).for_list()[:100],
        "events": reversed(timeline(fund)), "may_spend": request.user.has_perm("awards.spend_fund", fund),
    }  # fmt: skip
    return TemplateResponse(request, "awards/fund_detail.html", context)


@require_http_methods(READING)
def fund_edit(request, pk):
    fund = _fund(request, pk, "awards.spend_fund")
    initial = {name: getattr(fund, name) for name in ("base", "allotted", "document", "version")}
    form = BudgetForm(*sent(request)[:1], initial=initial)
    if form.is_valid():
        what = {"budget": form.budget(), "version": form.cleaned_data["version"]}
        if done(request, form, actions.change_fund, fund=fund, **what):
            messages.success(request, "Đã sửa dự toán.")
            return redirect("awards:fund_detail", pk)
    return _fund_form(request, fund, form, "Sửa dự toán")


@require_http_methods(READING)
def fund_spend(request, pk):
    fund = _fund(request, pk, "awards.spend_fund")
    form = SpendForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, actions.spend, fund=fund, spent=form.spent()):
        messages.success(request, "Đã ghi khoản chi.")
        return redirect("awards:fund_detail", pk)
    return _fund_form(request, fund, form, "Ghi khoản chi khác")


@require_http_methods(READING)
def entry_cancel(request, pk, entry_pk):
    fund = _fund(request, pk, "awards.spend_fund")
    rows = FundEntry.objects.visible_to(request.user).filter(fund=fund).select_related("fund")
    entry, form = get_object_or_404(rows, pk=entry_pk), ReasonForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, actions.cancel_entry, entry=entry, why=form.cleaned_data["why"]):
        messages.success(request, "Đã hủy khoản chi.")
        return redirect("awards:fund_detail", pk)
    return _fund_form(request, fund, form, "Hủy khoản chi")


# --- The money of a decision ------------------------------------------------------------------------------------------


def _decision(request, pk):
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    demand(request, "awards.read_fund")
    return decision


def _payments(request, decision):
    rows = BonusPayment.objects.visible_to(request.user).filter(decision=decision)
    return rows.select_related("line__honoree__unit", "line__award", "decision").order_by(
        "line__award__order", "line__order", "pk"
    )


@require_safe
def decision_money(request, pk):
    decision = _decision(request, pk)
    rows = list(_payments(request, decision))
    totals = {state: sum(row.amount or 0 for row in rows if row.state == state) for state in PaymentState.values}
    context = {
        "decision": decision, "rows": rows, "totals": totals,
        "may_set": request.user.has_perm("awards.keep_fund"), "may_pay": request.user.has_perm("awards.pay_bonus"),
    }  # fmt: skip
    return TemplateResponse(request, "awards/decision_money.html", context)


@require_http_methods(READING)
def decision_pay(request, pk):
    decision = _decision(request, pk)
    demand(request, "awards.pay_bonus")
    waiting = _payments(request, decision).filter(state=PaymentState.COMMITTED, amount__gt=0)
    form = PayForm(*sent(request)[:1], payments=waiting, initial={"payments": [row.pk for row in waiting]})
    if form.is_valid():
        given = form.cleaned_data
        rows = {row: row.version for row in given.pop("payments")}
        if done(request, form, actions.pay_bonuses, decision=decision, payments=rows, **given):
            messages.success(request, "Đã ghi chi tiền thưởng.")
            return redirect("awards:decision_money", pk)
    return form_page(request, form, title="Ghi chi tiền thưởng", save="Ghi đã chi", crumb=f"Quyết định {decision.code}",
                     back=reverse("awards:decision_money", args=[pk]))  # fmt: skip


@require_http_methods(READING)
def payment_edit(request, pk, payment_pk):
    decision = _decision(request, pk)
    payment = get_object_or_404(_payments(request, decision), pk=payment_pk)
    if not request.user.has_perm("awards.set_payer", payment):
        raise PermissionDenied("awards.set_payer")
    initial = {name: getattr(payment, name) for name in ("payer", "payer_name", "amount", "version")}
    form = PayerForm(*sent(request)[:1], initial=initial)
    if form.is_valid() and done(request, form, actions.set_payer, payment=payment, **form.cleaned_data):
        messages.success(request, "Đã sửa nguồn chi.")
        return redirect("awards:decision_money", pk)
    about = f"{payment.line.name_then}: {payment.get_rule_display()}. {payment.note}"
    return form_page(request, form, title="Nguồn chi và số tiền", save="Lưu", crumb=f"Quyết định {decision.code}",
                     back=reverse("awards:decision_money", args=[pk]), about=about)  # fmt: skip
