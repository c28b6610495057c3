"""Sittings: the list, one sitting with its agenda, its steps, who is there, its papers, what follows it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import agenda, counting, sittings
from awards.actions.desk import LOWER_KIND
from awards.compile.dossiers import honorees_for
from awards.compile.sitting_words import sitting_text
from awards.council_workflow import SITTING
from awards.enums_council import CouncilKind, SittingState
from awards.forms_councils import (
    AgendaForm,
    AttendanceForm,
    InitiativesForm,
    LowerItemForm,
    MinutesSignForm,
    NoteForm,
    PaperAddForm,
    SittingForm,
)
from awards.models import AgendaItem, AwardType, Initiative, Sitting
from awards.render.sittings import SITTING_PAPERS, sitting_paper
from awards.views.councils import get_council, may
from awards.views.opinions import READING, done, form_page, sent
from awards.views.sitting_page import sitting_page
from thidua import clock
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.models import Reason
from thidua.paper.views import paper_file
from units.models import Attachment, Unit

INSTEAD = {"minute": "councils:sitting_minute", "void": "councils:sitting_void"}


def get_sitting(request, pk, permission=""):
    sitting = get_object_or_404(Sitting.objects.visible_to(request.user).with_names(), pk=pk)
    if permission:
        may(request, permission, sitting)
    return sitting


def get_item(request, pk, item_pk):
    rows = AgendaItem.objects.visible_to(request.user).select_related(
        "sitting__council__unit", "honoree__unit", "award"
    )
    return get_object_or_404(rows, pk=item_pk, sitting=pk)


def back_to(sitting):
    return reverse("councils:sitting_detail", args=[sitting.pk])


@require_safe
def sitting_list(request):
    """What is to come first, then what was."""
    rows = Sitting.objects.visible_to(request.user).with_names().annotate(n_items=Count("items"))
    if request.GET.get("loc") != "tat-ca":
        rows = rows.filter(state__in=SittingState.OPEN)
    page = Paginator(rows.order_by("-starts_at", "-pk"), 50).get_page(request.GET.get("trang"))
    everything = request.GET.get("loc") == "tat-ca"
    context = {"page": page, "everything": everything, "query": "loc=tat-ca" if everything else ""}
    return TemplateResponse(request, "councils/sitting_list.html", context)


@require_http_methods(READING)
def sitting_new(request, pk):
    council = get_council(request, pk, "awards.edit_council")
    form = SittingForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, sittings.plan_sitting, council=council, given=form.given()):
        newest = Sitting.objects.visible_to(request.user).filter(council=council).order_by("-pk").first()
        return redirect("councils:sitting_detail", newest.pk)
    back = reverse("councils:council_detail", args=[pk])
    return form_page(request, form, title="Lập phiên họp", save="Lưu", back=back, crumb=council.name)


@require_safe
def sitting_detail(request, pk):
    context = sitting_page(get_sitting(request, pk), request.user, at=clock.now())
    return TemplateResponse(request, "councils/sitting_detail.html", context)


@require_http_methods(READING)
def sitting_edit(request, pk):
    sitting = get_sitting(request, pk, "awards.edit_sitting")
    starts = timezone.localtime(sitting.starts_at)
    initial = {"title": sitting.title, "day": starts.date(), "hour": starts.time(), "place": sitting.place,
               "guests": sitting.guests, "version": sitting.version}  # fmt: skip
    form = SittingForm(*sent(request)[:1], initial=initial)
    if form.is_valid():
        what = {"given": form.given(), "version": form.cleaned_data["version"]}
        if done(request, form, sittings.change_sitting, sitting=sitting, **what):
            messages.success(request, "Đã sửa phiên họp.")
            return redirect("councils:sitting_detail", pk)
        form.data = form.data.copy() | {"version": get_sitting(request, pk).version}
    return form_page(request, form, title="Sửa phiên họp", save="Lưu", back=back_to(sitting), crumb=sitting.title)


# --- Agenda and papers ------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def agenda_add(request, pk):
    """Honorees of the unit with one award; of a council of initiatives, initiatives that are not recognised yet."""
    sitting = get_sitting(request, pk, "awards.edit_sitting")
    if sitting.council.kind == CouncilKind.INITIATIVE:
        return _add_initiatives(request, sitting)
    words, day = request.GET.get("tim", "").strip(), office_date(sitting.starts_at)
    found = honorees_for(sitting.council.unit, day, words=words, limit=30)
    ticked = [one for one in request.POST.getlist("honorees") if one.isdecimal()]
    rows = honorees_for(sitting.council.unit, day, limit=None)
    rows = rows.filter(pk__in=ticked or [one.pk for one in found])
    awards = AwardType.objects.visible_to(request.user).on(day).order_by("order", "pk")
    form = AgendaForm(*sent(request)[:1], honorees=rows, awards=awards)
    if form.is_valid() and done(request, form, agenda.add_to_agenda, sitting=sitting, **form.cleaned_data):
        messages.success(request, "Đã đưa vào chương trình họp.")
        return redirect("councils:sitting_detail", pk)
    context = {"sitting": sitting, "form": form, "words": words, "found": bool(found)}
    return TemplateResponse(request, "councils/agenda_add.html", context, status=422 if form.is_bound else 200)


def _add_initiatives(request, sitting):
    units = Unit.objects.visible_to(request.user).under(sitting.council.unit, office_date(sitting.starts_at))
    rows = Initiative.objects.visible_to(request.user).filter(paper_number="", honoree__unit__in=units)
    rows = rows.exclude(agenda_items__sitting=sitting).select_related("honoree").order_by("-year", "pk")
    form = InitiativesForm(*sent(request)[:1], initiatives=rows)
    if form.is_valid() and done(request, form, agenda.add_initiatives, sitting=sitting, **form.cleaned_data):
        messages.success(request, "Đã đưa sáng kiến vào chương trình họp.")
        return redirect("councils:sitting_detail", sitting.pk)
    return form_page(request, form, title="Đưa sáng kiến vào chương trình", save="Đưa vào chương trình",
                     back=back_to(sitting), crumb=sitting.title)  # fmt: skip


@require_POST
def agenda_remove(request, pk, item_pk):
    item = get_item(request, pk, item_pk)
    return pressed(request, "Đã đưa ra khỏi chương trình.", agenda.take_off_agenda, back_to(item.sitting), item=item)


def pressed(request, said, action, back, /, **what):
    """An act that one press takes, and back to where it was pressed."""
    try:
        action(by=request.user, at=clock.now(), **what)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(back)


@require_http_methods(READING)
def paper_add(request, pk):
    sitting = get_sitting(request, pk, "awards.file_sitting")
    form = PaperAddForm(*sent(request))
    if form.is_valid():
        upload = form.cleaned_data["file"]
        if done(request, form, sittings.add_sitting_paper, sitting=sitting, upload=upload):
            messages.success(request, "Đã thêm tài liệu.")
            return redirect("councils:sitting_detail", pk)
    about = "Thành viên Hội đồng mở được từ khi có giấy mời."
    return form_page(request, form, title="Thêm tài liệu", save="Thêm", back=back_to(sitting), crumb=sitting.title,
                     about=about)  # fmt: skip


@require_POST
def paper_remove(request, pk, file_pk):
    sitting = get_sitting(request, pk)
    rows = Attachment.objects.visible_to(request.user).of(sitting, sittings.PAPER)
    what = {"sitting": sitting, "attachment": get_object_or_404(rows, pk=file_pk)}
    return pressed(request, "Đã gỡ tài liệu.", sittings.remove_sitting_paper, back_to(sitting), **what)


@require_safe
def sitting_paper_file(request, pk, key, ext):
    """Giấy mời, phiếu, biên bản, kết quả; what is counted later is room for a pen before that."""
    sitting = get_sitting(request, pk)
    kind = SITTING_PAPERS[key]
    if (
        kind.counted
        and sitting.state not in SittingState.TOLD
        and not request.user.has_perm("awards.watch_sitting", sitting)
    ):
        raise Http404
    paper = sitting_paper(key, sitting_text(sitting))
    return paper_file(request, paper, ext, name=f"{kind.label} {sitting.pk}", back=back_to(sitting))


# --- Steps ------------------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def sitting_step(request, pk, step_name):
    """Steps that one press takes; the others have their page."""
    sitting, step = get_sitting(request, pk), SITTING.steps[step_name]
    may(request, step.permission, sitting)
    if step_name in INSTEAD or request.method != "POST":
        return redirect(INSTEAD.get(step_name, "councils:sitting_detail"), pk)
    act = counting.count_sitting if step_name == "count" else _step
    words = {} if step_name == "count" else {"step_name": step_name}
    return pressed(request, f"Đã ghi nhận: {step.label}.", act, back_to(sitting), sitting=sitting, **words)


def _step(**what):
    sittings.step_sitting(**what)


@require_http_methods(READING)
def sitting_void(request, pk):
    sitting = get_sitting(request, pk, "awards.void_sitting")
    form = NoteForm(*sent(request)[:1])
    if form.is_valid():
        what = {"sitting": sitting, "step_name": "void", **form.cleaned_data}
        if done(request, form, sittings.step_sitting, **what):
            messages.success(request, "Đã hoãn phiên họp. Hồ sơ trong chương trình về lại bước thẩm định.")
            return redirect("councils:sitting_detail", pk)
    return form_page(request, form, title="Hoãn phiên họp", save="Hoãn", back=back_to(sitting), crumb=sitting.title)


@require_http_methods(READING)
def sitting_minute(request, pk):
    sitting = get_sitting(request, pk, "awards.minute_sitting")
    form = MinutesSignForm(*sent(request))
    if form.is_valid() and done(request, form, counting.minute_sitting, sitting=sitting, **form.cleaned_data):
        messages.success(request, "Đã ký biên bản. Kết quả đã ghi vào từng dòng, hồ sơ về lại bước thẩm định.")
        return redirect("councils:sitting_detail", pk)
    about = "In biên bản ở trang phiên họp, chủ trì và thư ký ký, rồi đưa bản đã ký vào đây."
    return form_page(request, form, title="Ký biên bản", save="Ghi biên bản đã ký", back=back_to(sitting),
                     crumb=sitting.title, about=about)  # fmt: skip


@require_http_methods(READING)
def attendance(request, pk):
    sitting = get_sitting(request, pk, "awards.write_sitting")
    seats = list(sitting.seats.order_by("order", "pk"))
    initial = {"version": sitting.version, "opinions": sitting.opinions}
    form = AttendanceForm(*sent(request)[:1], seats=seats, initial=initial)
    if form.is_valid():
        try:
            words = form.words(rest_present="con-lai" in request.POST)
            sittings.mark_attendance(sitting=sitting, **words, by=request.user, at=clock.now())
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            form.data = form.data.copy() | {"version": get_sitting(request, pk).version}
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu điểm danh.")
            return redirect("councils:sitting_detail", pk)
    context = {"sitting": sitting, "form": form}
    return TemplateResponse(request, "councils/attendance.html", context, status=422 if form.is_bound else 200)


@require_http_methods(READING)
def item_lower(request, pk, item_pk):
    item = get_item(request, pk, item_pk)
    may(request, "awards.write_sitting", item.sitting)
    if item.line is None:
        raise PermissionDenied("awards.write_sitting")
    awards = AwardType.objects.visible_to(request.user).on(clock.today()).order_by("order", "pk")
    reasons = Reason.objects.visible_to(request.user).for_act(*LOWER_KIND)
    form = LowerItemForm(*sent(request)[:1], awards=awards, reasons=reasons)
    if form.is_valid() and done(request, form, counting.propose_lower, item=item, **form.cleaned_data):
        messages.success(request, "Đã ghi hình thức thấp hơn; hỏi cấp trình khi ký biên bản.")
        return redirect("councils:sitting_detail", pk)
    return form_page(request, form, title="Đề nghị hình thức thấp hơn", save="Ghi", back=back_to(item.sitting),
                     crumb=item.sitting.title, about=f"{item.name}: {item.subject_matter}")  # fmt: skip
