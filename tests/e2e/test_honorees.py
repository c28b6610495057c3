"""The register in a real browser at both sizes: a lifetime, its pages of writing, likely duplicates; axe and widths."""

import pytest
from django.urls import reverse

from awards.models import Hold, Honoree, Rating
from tests.e2e.test_pages import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages():
    """One of every kind."""
    who, double = Honoree.objects.filter(name__in=("Trương Thị Hồng", "Trương Thị  Hông")).order_by("pk")
    rating, hold = Rating.objects.filter(honoree=who).first(), Hold.objects.get()
    routes = (
        ("honoree_list",), ("honoree_detail", who.pk), ("honoree_edit", who.pk), ("honoree_detail", hold.honoree_id),
        ("hold_release", hold.honoree_id, hold.pk), ("hold_open", who.pk), ("record_add", who.pk, "khen-thuong"),
        ("record_edit", who.pk, "xep-loai", rating.pk), ("record_remove", who.pk, "xep-loai", rating.pk),
        ("duplicate_list",), ("duplicate_pair", who.pk, double.pk),
    )  # fmt: skip
    return [reverse(f"honorees:{route}", args=arguments) for route, *arguments in routes]


def test_pages_of_the_register(visit):
    visitor, faults = visit("chuyenvien"), []
    for address in pages():
        assert visitor.page.goto(address).status == 200, address
        faults += [*visitor.faults, *faults_of(visitor.page, address)]
        visitor.faults.clear()  # axe styles the page it looks at, and the CSP says so
    assert faults == []


def test_entering_one_who_is_there_already(visit):
    """The likely same ones are shown with the typed boxes kept; adding goes on only when asked."""
    visitor = visit("canbo")
    page = visitor.page
    page.goto(reverse("honorees:honoree_new"))
    page.get_by_label("cá nhân", exact=True).check()
    page.get_by_label("Tên", exact=False).first.fill("TRUONG THI HONG")
    page.get_by_label("Nhóm cá nhân").select_option("direct")
    visitor.press("Thêm vào sổ").sees("Có thể đã có trong sổ")
    assert page.locator("input[name=name]").input_value() == "TRUONG THI HONG"
    before = Honoree.objects.count()
    visitor.press("Vẫn thêm mới").sees("Đã thêm TRUONG THI HONG vào sổ đối tượng.")
    assert Honoree.objects.count() == before + 1
