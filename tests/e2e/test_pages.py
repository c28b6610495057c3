"""Every kind of page at both sizes: nothing for axe to say, nothing wider than the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from movements.models import Filing, Period
from reports.models import Report
from reports.tasks import find_due_schedules

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPILLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def addresses():
    """(who, what is opened): a page of every kind, in the states that show most."""
    sent = Filing.objects.filter(state="submitted", receiver__code="SNV").first()
    quarter = Period.objects.get(kind="quarter", year=2024, index=4, basis="nd09")
    report = Report.objects.get()
    yield None, ["/cong-khai/", "/dang-nhap/", "/mat-khau/quen/"]
    yield (
        "canbo",
        [
            "/",
            "/ket-qua/",
            "/phong-trao/",
            "/phong-trao/chi-thi/",
            "/thong-bao/",
            "/mat-khau/doi/",
            f"start:{quarter.pk}",
        ],
    )
    yield "canbo.dakha", ["/ket-qua/", f"start:{quarter.pk}"]
    yield "chuyenvien", [
        "/", "/ket-qua/", reverse("movements:filing_detail", args=[sent.pk]), "/bao-cao/",
        reverse("reports:report_detail", args=[report.pk]),
        reverse("reports:figure_detail", args=[report.pk, "D2.33"]),
    ]  # fmt: skip
    yield "quantri", ["/quan-tri/"]


@pytest.mark.parametrize("size", ["1366", "390"])
def test_pages_are_accessible_and_fit_the_window(visit, size):
    find_due_schedules()
    faults = []
    for who, paths in addresses():
        visitor = visit(who, size)
        for path in paths:
            if path.startswith("start:"):
                visitor.page.goto("/")
                visitor.press("Bắt đầu nhập")
            else:
                visitor.page.goto(path)
            if visitor.page.evaluate(SPILLS):
                faults.append(f"{who} {path}: wider than {size} px")
            if path == "/quan-tri/":  # Django's own pages
                continue
            for violation in Axe().run(visitor.page).response["violations"]:
                where = violation["nodes"][0]["html"][:120]
                faults.append(f"{who} {path}: {violation['id']} ({len(violation['nodes'])}): {where}")
        visitor.faults.clear()  # axe styles the page it looks at; the CSP is watched by the stories
    assert faults == []
