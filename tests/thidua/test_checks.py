"""What an office is told before it goes live. The commands run as a person would run them."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError
from django.db.models import QuerySet

from thidua import checks, clock
from thidua.models import SpecialDay

OWN = [
    checks.demo_on_an_open_address,
    checks.demo_in_an_office,
    checks.mail_goes_out,
    checks.nobody_has_the_demo_password,
    checks.years_have_their_holidays,
    checks.folder_of_roots,
]


@pytest.fixture
def real_office(settings):
    """The settings of a real office."""
    settings.DEMO, settings.SITE_URL, settings.EMAIL_URL = False, "https://thidua.example", "smtp://mail.example"
    return settings


@pytest.fixture
def holidays(db):
    year = clock.today().year
    SpecialDay.objects.bulk_create(SpecialDay(day=date(year + n, 9, 2), kind="off", name="Quốc khánh") for n in (0, 1))


def account(username, password, **fields):
    return get_user_model().objects.create_user(username, full_name="Y Thảo Niê", password=password, **fields)


def ids():
    return sorted(message.id for check in OWN for message in check())


def test_an_office_in_order_hears_nothing(real_office, holidays):
    account("canbo", "mười bốn con trâu")
    assert ids() == []


def test_reading_of_data_waits_for_deploy(real_office, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        run_checks(include_deployment_checks=False)


def test_deploy_runs_them_all(real_office, db):
    real_office.EMAIL_URL = ""
    account("canbo", real_office.DEMO_PASSWORD)
    found = {message.id for message in run_checks(include_deployment_checks=True)}
    assert {"thidua.E003", "thidua.E004", "thidua.W005"} <= found


# --- The demo --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "expected"), [("https://thidua.example", ["thidua.E001"]), ("http://127.0.0.1:8000", [])]
)
def test_the_demo_on_an_open_address_is_an_error_at_once(real_office, site, expected):
    real_office.DEMO, real_office.SITE_URL = True, site
    assert [message.id for message in checks.demo_on_an_open_address()] == expected


def test_the_demo_is_an_error_in_deploy(real_office):
    real_office.DEMO = True
    assert [message.id for message in checks.demo_in_an_office()] == ["thidua.E002"]


# --- Mail ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("demo", "address", "found"), [(False, "", 1), (False, "smtp://x", 0), (True, "", 0)])
def test_an_office_without_mail_is_an_error(real_office, demo, address, found):
    real_office.DEMO, real_office.EMAIL_URL = demo, address
    assert len(checks.mail_goes_out()) == found


# --- The demo's password ---------------------------------------------------------------------------------------


def test_accounts_with_the_demo_password_are_named(real_office, db):
    account("hai", real_office.DEMO_PASSWORD)
    account("ba", real_office.DEMO_PASSWORD)
    account("tot", "mười bốn con trâu")
    account("trong", None)
    account("nghi", real_office.DEMO_PASSWORD, is_active=False)
    [error] = checks.nobody_has_the_demo_password()
    assert (error.id, error.msg) == ("thidua.E004", "2 tài khoản còn mật khẩu của bản trình diễn: ba, hai.")


def test_many_names_are_cut(real_office, db):
    real_office.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for number in range(12):
        account(f"ten{number:02}", real_office.DEMO_PASSWORD)
    [error] = checks.nobody_has_the_demo_password()
    assert error.msg.startswith("12 tài khoản")
    assert error.msg.endswith("ten09 ….")


def test_looking_writes_nothing(real_office, db):
    """Django's own `User.check_password` would renew an old hash in passing."""
    real_office.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    person = account("canbo", None)
    person.password = old = make_password(real_office.DEMO_PASSWORD, hasher="md5")
    person.save()
    assert len(checks.nobody_has_the_demo_password()) == 1
    person.refresh_from_db()
    assert person.password == old


def test_in_the_demo_nobody_is_looked_at(real_office, django_assert_num_queries, db):
    real_office.DEMO = True
    with django_assert_num_queries(0):
        assert checks.nobody_has_the_demo_password() == []


def test_the_command_fails_and_says_who(real_office, holidays):
    account("canbo", real_office.DEMO_PASSWORD)
    with pytest.raises(SystemCheckError, match="1 tài khoản còn mật khẩu của bản trình diễn: canbo"):
        call_command("check", "--deploy", stdout=StringIO(), stderr=StringIO())


# --- Holidays --------------------------------------------------------------------------------------------------


def test_each_year_without_holidays_is_named(real_office, holidays):
    year = clock.today().year
    SpecialDay.objects.filter(day__year=year + 1).delete()
    [warning] = checks.years_have_their_holidays()
    assert (warning.id, str(year + 1) in warning.msg) == ("thidua.W005", True)
    SpecialDay.objects.all().delete()
    assert len(checks.years_have_their_holidays()) == 2


# --- Before the first migrate ----------------------------------------------------------------------------------


def test_without_tables_it_says_so_and_passes(real_office, monkeypatch):
    def no_table(*args):
        raise OperationalError("no such table")

    monkeypatch.setattr(QuerySet, "_fetch_all", no_table)
    monkeypatch.setattr(QuerySet, "dates", no_table)
    assert ids() == ["thidua.I004", "thidua.I005"]


def test_a_folder_of_roots_that_is_not_there_is_an_error(settings, tmp_path):
    for folder in ("", str(tmp_path)):
        settings.SIGNATURE_ROOTS = folder
        assert checks.folder_of_roots() == []
    settings.SIGNATURE_ROOTS = str(tmp_path / "không-có")
    assert [one.id for one in checks.folder_of_roots()] == ["thidua.E006"]
