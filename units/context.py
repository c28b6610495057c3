"""What the shell around every page needs."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from thidua import clock
from units.enums import Role
from units.models import Notice


@dataclass(frozen=True)
class RailLink:
    label: str
    href: str
    icon: str
    current: bool
    n: int = 0


@dataclass(frozen=True)
class Demo:
    today: date


@dataclass(frozen=True)
class Person:
    name: str
    role_label: str
    unit_name: str


RAIL = (
    ("Việc của tôi", "home", "inbox", ()),
    ("Phong trào", "movements:movement_list", "flag", ()),
    ("Triển khai", "implementation:activity_list", "note", ()),
    ("Đăng ký", "movements:registration_list", "pen", ()),
    ("Kết quả", "movements:filing_list", "bars", ()),
    ("Khen thưởng", "awards:dossier_list", "medal", ()),
    ("Hội đồng", "councils:sitting_list", "people", ()),
    ("Điển hình", "typical:typical_board", "sprout", ()),
    ("Báo cáo", "reports:report_list", "file", Role.PROVINCE_WIDE),
    ("Điều hành", "dashboard:overview", "gauge", Role.PROVINCE_WIDE),
    ("Danh mục", "movements:indicator_list", "list", ()),
)


ALSO_THERE = {"/danh-muc/chi-tieu/": ("/danh-muc/", "/quan-tri/")}  # the plain catalogues stand under the same link


def shell(request):
    context = {
        "demo": Demo(clock.today()) if settings.DEMO else None,
        "office": settings.OFFICE,
        "person": None,
        "rail": (),
        "search_url": "",
        "unread_notices": 0,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    return context | {
        "person": Person(user.full_name, role_label(user), user.unit.short_name if user.unit else ""),
        "rail": tuple(_rail(request)),
        "search_url": reverse("search"),
        "unread_notices": Notice.objects.visible_to(user).unread().count(),
    }


def role_label(user):
    """The person's most telling role, or their position where one is written."""
    held = {role for role, _ in user.roles}
    return user.position or next((role.label for role in reversed(Role) if role in held), "")


def _rail(request):
    for label, route, icon, roles in RAIL:
        if roles and not request.user.has_role(*roles):
            continue
        href = reverse(route)
        current = request.path == href if href == "/" else request.path.startswith((href, *ALSO_THERE.get(href, ())))
        yield RailLink(label, href, icon, current)
