"""Việc về đăng ký thi đua và phong trào riêng của đơn vị, for the home page."""

from datetime import timedelta

from django.urls import reverse

from movements.compile import (
    REGISTRATION_LABELS,
    answers_for_unit,
    open_terms,
    own_terms,
    receives_here,
    registration_rows,
    term_kind_of,
)
from movements.compile.pacts import sign_by, waiting_for
from movements.enums import MovementState, RegistrationState, TermKind
from movements.models import Movement
from reports.duties import ELSEWHERE, LATER, MINE, OVERDUE, RETURNED, SOON, Task
from thidua.days import office_calendar
from units.enums import Duty, Role
from units.models import RoleHolding
from units.roles import RECEIVES_FOR_DEPARTMENT

OPENS_DAYS_BEFORE = 31  # a term is asked for from a month before its first day


def tasks(user, *, today):
    """Registrations to make, sign or receive, and movements to launch; nothing for what is accepted."""
    yield from _own(user, today)
    yield from _to_receive(user, today)
    yield from _to_launch(user)
    yield from _to_countersign(user, today)


def _asked(today, kind=TermKind.WORKING_YEAR):
    """The newest term of a kind that is asked for: from a month before it begins, or before its day of registering."""
    near = today + timedelta(days=OPENS_DAYS_BEFORE)
    terms = (term for term in open_terms(today) if term.kind == kind)
    return next((term for term in terms if min(term.first_day, term.register_by) <= near), None)


def _own(user, today):
    term = _asked(today, term_kind_of(user.unit)) if answers_for_unit(user) else None
    if term is None:
        return
    [one] = own_terms(user, [term], today=today)
    if one.state in RegistrationState.SETTLED:
        return
    mine, action, post = _my_part(user, one.state)
    registration = one.registration
    url = reverse("movements:registration_start", args=[term.pk])
    if registration is not None:
        url = reverse("movements:registration_detail", args=[registration.pk])
    holder, office = ("Tôi", "") if mine else _holder(user, registration)
    yield Task(
        _group(user, one, mine), one.state, one.label, f"Đăng ký thi đua {term.name}",
        "Phong trào tham gia, nội dung cam kết, mức phấn đấu của từng chỉ tiêu", url, action, post=post,
        due_on=one.due_on, days_left=one.days_left, holder=holder, office=office,
    )  # fmt: skip


def _my_part(user, state):
    """(is it with me, the button's word, does the button post)."""
    officer = user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)
    if state == "idle":
        return officer, "Bắt đầu đăng ký" if officer else "", True
    if state in RegistrationState.EDITABLE:
        word = "Sửa và gửi lại" if state == RegistrationState.RETURNED else "Soạn tiếp"
        return officer, word if officer else "Xem", False
    if state in RegistrationState.WITH_HEAD:
        head = user.has_role(Role.UNIT_HEAD, unit_id=user.unit_id)
        return head, "Xem và ký" if head else "Xem", False
    return False, "Xem", False


def _group(user, one, mine):
    if mine and one.state == RegistrationState.RETURNED:
        return RETURNED
    left = one.days_left
    if left is not None and left < 0 and user.unit.duty == Duty.MUST:
        return OVERDUE
    if not mine:
        return ELSEWHERE
    return MINE if left is None or left <= SOON else LATER


def _holder(user, registration):
    """(name, office) of whoever holds the work, by name where one person does."""
    if registration is None or registration.state in RegistrationState.EDITABLE:
        return _first_holding(user.unit, (Role.UNIT_OFFICER,))
    if registration.state in RegistrationState.WITH_HEAD:
        return _first_holding(user.unit, (Role.UNIT_HEAD,))
    roles = RECEIVES_FOR_DEPARTMENT if registration.goes_to_department else (Role.UNIT_OFFICER,)
    return _first_holding(registration.receiver, roles)


def _first_holding(unit, roles):
    holdings = RoleHolding.objects.filter(unit=unit, role__in=roles, active=True, user__is_active=True)
    holding = holdings.select_related("user").order_by("pk").first()
    return (holding.user.full_name if holding else "", unit.short_name)


def _to_receive(user, today):
    """What others have sent to this person's desk, and once the day has passed, who has not."""
    for kind in TermKind if receives_here(user) else ():
        if term := _asked(today, kind):
            yield from _received(user, term, registration_rows(user, term, today=today))


def _received(user, term, rows):
    address = f"{reverse('movements:registration_list')}?ky={term.pk}&trang-thai="
    if waiting := [row for row in rows if row.state in RegistrationState.WITH_RECEIVER]:
        yield Task(
            MINE, "submitted", "Đã gửi đến", f"{len(waiting)} đăng ký thi đua {term.name} chờ tiếp nhận",
            _names(waiting), f"{address}{waiting[0].state}", "Xem và tiếp nhận",
        )  # fmt: skip
    if missing := [row for row in rows if row.state in ("open", "overdue")]:
        first = missing[0]
        yield Task(
            ELSEWHERE, first.state, REGISTRATION_LABELS[first.state],
            f"{len(missing)} đơn vị chưa đăng ký thi đua {term.name}", _names(missing), f"{address}{first.state}",
            "Xem danh sách", due_on=first.due_on, days_left=first.days_left, holder="Đơn vị đăng ký",
        )  # fmt: skip


def _names(rows):
    names = ", ".join(row.unit.short_name for row in rows[:3])
    return f"{names} và {len(rows) - 3} đơn vị khác" if len(rows) > 3 else names


def _to_launch(user):
    """Movements that the unit has planned: the head signs them, the officer sees whose they are."""
    if not answers_for_unit(user):
        return
    head = user.has_role(Role.UNIT_HEAD, unit_id=user.unit_id)
    drafts = Movement.objects.visible_to(user).filter(launching_unit=user.unit_id, state=MovementState.DRAFT)
    for movement in drafts.order_by("sort_name"):
        holder, office = ("Tôi", "") if head else _first_holding(user.unit, (Role.UNIT_HEAD,))
        yield Task(
            MINE if head else ELSEWHERE, movement.state, movement.get_state_display(),
            f"Phát động phong trào “{movement.name}”", movement.decision_number or "Kế hoạch chưa có số, ngày",
            reverse("movements:launch_edit", args=[movement.pk]), "Xem và ký" if head else "Xem", holder=holder,
            office=office,
        )  # fmt: skip


def _to_countersign(user, today):
    """Pacts of the cluster that this person's unit leads, one task a term."""
    for term, rows in waiting_for(user).items():
        due_on = sign_by(term)
        left = office_calendar().days_left(today, due_on)
        url = f"{reverse('movements:pact_list')}?ky={term.pk}"
        if len(rows) == 1:
            url = reverse("movements:pact_detail", args=[rows[0].pact.pk])
        names = ", ".join(row.pact.unit.short_name for row in rows[:3])
        yield Task(
            OVERDUE if left < 0 else MINE, "to_head", "Chờ ký cho cụm, khối",
            f"{len(rows)} giao ước thi đua {term.name} chờ ký", f"{names} …" if len(rows) > 3 else names, url,
            "Xem và ký", due_on=due_on, days_left=left,
        )  # fmt: skip
