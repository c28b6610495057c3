"""The register in a real browser at both sizes: a lifetime, its pages of writing, likely duplicates; axe and widths."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from awards.models import Hold, Honoree, Rating
from tests.e2e.test_pages import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def pages():
    """{name of a picture: its address}."""
    who, double = Honoree.objects.filter(name__in=("Trương Thị Hồng", "Trương Thị  Hông")).order_by("pk")
    rating, hold = Rating.objects.filter(honoree=who).first(), Hold.objects.get()
    named = {
        "list": ("honoree_list",), "life": ("honoree_detail", who.pk), "edit": ("honoree_edit", who.pk),
        "held": ("honoree_detail", hold.honoree_id), "release": ("hold_release", hold.honoree_id, hold.pk),
        "hold": ("hold_open", who.pk), "award": ("record_add", who.pk, "khen-thuong"),
        "rating": ("record_edit", who.pk, "xep-loai", rating.pk),
        "remove": ("record_remove", who.pk, "xep-loai", rating.pk),
        "duplicates": ("duplicate_list",), "pair": ("duplicate_pair", who.pk, double.pk),
    }  # fmt: skip
    return {name: reverse(f"honorees:{route}", args=arguments) for name, (route, *arguments) in named.items()}


@pytest.mark.parametrize("size", ["1366", "390"])
def test_pages_of_the_register(visit, size):
    visitor, faults = visit("chuyenvien", size), []
    for name, address in pages().items():
        assert visitor.page.goto(address).status == 200, address
        faults += faults_of(visitor.page, address)
        if folder := os.environ.get("THIDUA_SCREENS"):
            visitor.page.screenshot(path=Path(folder) / f"honoree-{name}-{size}.png", full_page=True)
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
