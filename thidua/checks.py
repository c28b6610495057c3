"""System checks of an office in earnest. What reads the database runs with `check --deploy` only.

Where the tables are not made yet (settings are checked before the first `migrate`) such a check says so and passes.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, is_password_usable
from django.core.checks import Error, Info, Tags, Warning, register  # noqa: A004 - Django's own names of the levels
from django.db import DatabaseError

from thidua import clock
from thidua.models import SpecialDay

NAMES_SHOWN = 10


@register(Tags.security)
def demo_on_an_open_address(**_):
    """The demo's published passwords and moved clock must not stand on an address of the open network."""
    if not (settings.DEMO and settings.SITE_URL.startswith("https://")):
        return []
    hint = "Bỏ THIDUA_DEMO, hoặc đặt SITE_URL là địa chỉ nội bộ."
    return [
        Error("THIDUA_DEMO=1 cùng với SITE_URL https: bản trình diễn đang mở ra ngoài.", hint=hint, id="thidua.E001")
    ]


@register(Tags.security, deploy=True)
def demo_in_an_office(**_):
    if not settings.DEMO:
        return []
    return [Error("THIDUA_DEMO=1 không dùng cho cơ quan thật.", hint="Bỏ THIDUA_DEMO.", id="thidua.E002")]


@register(deploy=True)
def mail_goes_out(**_):
    if settings.DEMO or settings.EMAIL_URL:
        return []
    hint = "Đặt EMAIL_URL, ví dụ smtp+tls://ten:matkhau@mail.donvi.gov.vn:587."
    return [Error("Thiếu EMAIL_URL: thư chỉ nằm trong var/outbox, không ai nhận.", hint=hint, id="thidua.E003")]


@register(Tags.security, deploy=True)
def nobody_has_the_demo_password(**_):
    """Tries the demo's password on every account in use: about a third of a second each, on all cores."""
    if settings.DEMO:
        return []
    people = get_user_model().objects.filter(is_active=True).order_by("username")
    try:
        hashes = list(people.values_list("username", "password"))
    except DatabaseError:
        return [not_looked_at("mật khẩu của các tài khoản", "thidua.I004")]
    with ThreadPoolExecutor() as pool:
        names = [name for name, found in zip(_names(hashes), pool.map(_is_demo, hashes), strict=True) if found]
    return [_has_demo_password(names)] if names else []


def _names(hashes):
    return [name for name, _ in hashes]


def _is_demo(row):
    _, encoded = row
    return is_password_usable(encoded) and check_password(settings.DEMO_PASSWORD, encoded)


def _has_demo_password(names):
    shown = ", ".join(names[:NAMES_SHOWN]) + (" …" if len(names) > NAMES_SHOWN else "")
    hint = "Đặt mật khẩu khác (manage.py changepassword) hoặc ngừng tài khoản."
    return Error(f"{len(names)} tài khoản còn mật khẩu của bản trình diễn: {shown}.", hint=hint, id="thidua.E004")


@register(deploy=True)
def years_have_their_holidays(**_):
    """A year without rows of SpecialDay counts Tết as working days: this year and the next, by the office's clock."""
    this_year = clock.today().year
    try:
        known = {day.year for day in SpecialDay.objects.dates("day", "year")}
    except DatabaseError:
        return [not_looked_at("ngày nghỉ, ngày làm bù", "thidua.I005")]
    return [_no_holidays(year) for year in (this_year, this_year + 1) if year not in known]


def _no_holidays(year):
    hint = "Nhập ngày nghỉ, ngày làm bù của năm đó trong trang quản trị."
    return Warning(f"Năm {year} chưa có ngày nghỉ nào: hạn và số ngày làm việc sẽ sai.", hint=hint, id="thidua.W005")


def not_looked_at(what, code):
    return Info(f"Chưa kiểm {what}: cơ sở dữ liệu chưa mở được hoặc chưa có bảng.", hint="manage.py migrate", id=code)


@register()
def folder_of_roots(**_):
    """A folder that is not there would make every signature look unreadable."""
    if not settings.SIGNATURE_ROOTS or Path(settings.SIGNATURE_ROOTS).is_dir():
        return []
    hint = "Đặt SIGNATURE_ROOTS là thư mục chứa chứng thư gốc (.pem, .crt, .cer), hoặc bỏ trống."
    return [Error(f"Không có thư mục {settings.SIGNATURE_ROOTS}.", hint=hint, id="thidua.E006")]
