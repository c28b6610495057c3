"""The ballot box: opened and closed, one ballot after the other, paper and writing entered, who is left."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import ballots, sittings
from awards.compile.sitting_words import item_report
from awards.compile.sittings import ballots_of, sitting_standing
from awards.council_rules import seat_of
from awards.enums_council import Attendance
from awards.forms_ballots import COUNTS, BallotForm, PaperForm, WindowForm, WrittenForm
from awards.forms_councils import DeclareForm
from awards.models import ConflictDeclaration, SittingSeat
from awards.views.councils import may
from awards.views.opinions import READING, done, form_page, sent
from awards.views.sittings import back_to, get_item, get_sitting, pressed
from thidua import clock


@require_http_methods(READING)
def ballot_open(request, pk):
    sitting = get_sitting(request, pk, "awards.conduct_sitting")
    form = WindowForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, ballots.open_ballot, sitting=sitting, **form.cleaned_data):
        messages.success(request, "Đã mở bỏ phiếu, thành viên có mặt được báo.")
        return redirect("councils:sitting_detail", pk)
    return form_page(request, form, title="Mở bỏ phiếu", save="Mở bỏ phiếu", back=back_to(sitting),
                     crumb=sitting.title)  # fmt: skip


@require_POST
def ballot_close(request, pk):
    sitting = get_sitting(request, pk)
    return pressed(request, "Đã đóng bỏ phiếu.", ballots.close_ballot, back_to(sitting), sitting=sitting)


@require_POST
def ballot_remind(request, pk):
    sitting = get_sitting(request, pk)
    said = "Đã nhắc những thành viên chưa bỏ phiếu xong."
    return pressed(request, said, ballots.remind_voters, back_to(sitting), sitting=sitting)


@never_cache
@require_safe
def turnout(request, pk):
    """Who has voted so far, by itself every few seconds; never what."""
    sitting, at = get_sitting(request, pk, "awards.watch_sitting"), clock.now()
    context = {"sitting": sitting, "standing": sitting_standing(sitting, at=at), "polls": sitting.polls_at(at)}
    return TemplateResponse(request, "councils/parts/turnout.html", context)


# --- One member -------------------------------------------------------------------------------------------------------


def _own_seat(request, sitting):
    may(request, "awards.cast_ballot", sitting)
    return seat_of(request.user, sitting)


@never_cache
@require_safe
def ballot_next(request, pk):
    """The first line that still waits for this member's vote; then all lines as they stand."""
    sitting = get_sitting(request, pk)
    rows = ballots_of(_own_seat(request, sitting), sitting, at=clock.now())
    waiting = next((row.item.pk for row in rows if row.waits), None)
    if waiting is not None and "tat-ca" not in request.GET:
        return redirect("councils:ballot_item", pk, waiting)
    context = {"sitting": sitting, "rows": rows, "done": sum(row.state == "cast" for row in rows),
               "polls": sitting.polls_at(clock.now())}  # fmt: skip
    return TemplateResponse(request, "councils/ballot_list.html", context)


@never_cache
@require_http_methods(READING)
def ballot_item(request, pk, item_pk):
    """One ballot: chosen, confirmed, put in, and on to the next."""
    item = get_item(request, pk, item_pk)
    seat = _own_seat(request, item.sitting)
    form = BallotForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, ballots.cast_ballot, item=item, value=form.cleaned_data["value"]):
        messages.success(request, f"Đã bỏ phiếu: {item.name}.")
        return redirect("councils:ballot_next", pk)
    rows = ballots_of(seat, item.sitting, at=clock.now())
    here = next(row for row in rows if row.item.pk == item.pk)
    context = {
        "sitting": item.sitting, "item": item, "form": form, "here": here, "seat": seat,
        "number": rows.index(here) + 1, "total": len(rows), "done": sum(row.state == "cast" for row in rows),
        "waiting": sum(row.waits for row in rows), "same_unit": seat.user.unit_id == item.honoree.unit_id,
        "report": item_report(item),
        "may_declare": here.conflict is None and here.state in ("open", "not_sent")
        and request.user.has_perm("awards.declare_conflict", item.sitting),
    }  # fmt: skip
    return TemplateResponse(request, "councils/ballot_item.html", context, status=422 if form.is_bound else 200)


@require_http_methods(READING)
def declare(request, pk, item_pk):
    """By the member for themselves; the secretary for whoever said so at the sitting."""
    item = get_item(request, pk, item_pk)
    own, secretary = seat_of(request.user, item.sitting), request.user.has_perm("awards.conduct_sitting", item.sitting)
    if own is None or not request.user.has_perm("awards.declare_conflict", item.sitting):
        may(request, "awards.conduct_sitting", item.sitting)
    seats = SittingSeat.objects.visible_to(request.user).filter(sitting=item.sitting) if secretary else None
    form = DeclareForm(*sent(request)[:1], seats=seats, initial={"seat": own and own.pk})
    if form.is_valid():
        seat = form.cleaned_data.get("seat") or own
        what = {"seat": seat, "kind": form.cleaned_data["kind"], "note": form.cleaned_data["note"]}
        if done(request, form, sittings.declare_conflict, item=item, **what):
            messages.success(request, "Đã ghi khai có liên quan, phần này vào biên bản.")
            return redirect(
                "councils:ballot_item" if own else "councils:sitting_detail", *([pk, item_pk] if own else [pk])
            )
    back = reverse("councils:ballot_item", args=[pk, item_pk]) if own else back_to(item.sitting)
    about = f"{item.name}: {item.subject_matter}. Người được đề nghị và người thân không bỏ phiếu dòng này."
    return form_page(request, form, title="Khai có liên quan", save="Khai", back=back, crumb=item.sitting.title,
                     about=about)  # fmt: skip


@require_POST
def declare_withdraw(request, pk, declaration_pk):
    rows = ConflictDeclaration.objects.visible_to(request.user).select_related("item__sitting__council__unit", "seat")
    one = get_object_or_404(rows, pk=declaration_pk, item__sitting=pk)
    said = "Đã rút phần khai."
    return pressed(request, said, sittings.withdraw_declaration, back_to(one.item.sitting), declaration=one)


# --- Paper and writing ------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def ballot_paper(request, pk):
    sitting = get_sitting(request, pk, "awards.enter_ballots")
    seats = SittingSeat.objects.visible_to(request.user).filter(sitting=sitting, attendance=Attendance.PRESENT)
    seats = seats.filter(cast=None).distinct()
    form = PaperForm(*sent(request)[:1], items=list(sitting.items.all()), seats=seats)
    if form.is_valid():
        what = {"seats": list(form.cleaned_data["seats"]), "counts": form.counts()}
        if done(request, form, ballots.enter_paper, sitting=sitting, **what):
            messages.success(request, "Đã nhập phiếu giấy.")
            return redirect("councils:sitting_detail", pk)
    context = {"sitting": sitting, "form": form, "heads": [label for _, label in COUNTS]}
    return TemplateResponse(request, "councils/ballot_paper.html", context, status=422 if form.is_bound else 200)


@require_http_methods(READING)
def ballot_written(request, pk, seat_pk):
    sitting = get_sitting(request, pk, "awards.enter_ballots")
    seat = get_object_or_404(SittingSeat.objects.visible_to(request.user), pk=seat_pk, sitting=sitting)
    barred = {row.item.pk for row in ballots_of(seat, sitting, at=clock.now()) if row.state == "not_taking_part"}
    form = WrittenForm(*sent(request), items=[one for one in sitting.items.all() if one.pk not in barred])
    if form.is_valid():
        what = {"seat": seat, "votes": form.votes(), "file": form.cleaned_data["file"]}
        if done(request, form, ballots.enter_written, sitting=sitting, **what):
            messages.success(request, f"Đã nhập ý kiến bằng văn bản của {seat.name}.")
            return redirect("councils:sitting_detail", pk)
    about = "Thành viên vắng mặt gửi ý kiến bằng văn bản; tính vào kết quả và ghi trong biên bản."
    title = f"Ý kiến bằng văn bản: {seat.name}"
    return form_page(request, form, title=title, save="Nhập ý kiến", back=back_to(sitting), crumb=sitting.title,
                     about=about)  # fmt: skip
