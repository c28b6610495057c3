"""The dashboard on paper, search by keyboard, the interface's own pages under the CSP."""

import io

import pypdf
import pytest

from movements.models import Filing
from reports.tasks import find_due_schedules

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A4 = (595, 842)


def test_the_dashboard_prints_on_one_a4(visit):
    find_due_schedules()
    page = visit("lanhdao").page
    for address in ("/dieu-hanh/", "/dieu-hanh/?nam=2023&ky=4", "/dieu-hanh/?nam=2024&ky=1"):
        page.goto(address)
        paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(paper.pages) == 1, address
        assert tuple(round(side) for side in paper.pages[0].mediabox[2:]) == A4
        text = "".join(paper.pages[0].extract_text().split())  # the face's two files part a word in the PDF's text
        assert all(words in text for words in ("Điểm9", "PARINDEX", "HuyệnĐắkHà", "Khenthưởngnăm")), address


def test_ctrl_k_finds_without_accents(visit):
    visitor = visit("chuyenvien")
    visitor.page.keyboard.press("Control+k")
    visitor.page.keyboard.type("dak ha")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/tim/?tim=dak+ha")
    visitor.sees("Huyện Đắk Hà")


def test_the_interface_is_tried_from_its_own_page(visit):
    """Swagger draws itself and calls the interface with the session: no word from the CSP (the visitor listens)."""
    sent = Filing.objects.filter(state="submitted", receiver__code="SNV").first()
    page = visit("chuyenvien").page
    page.goto("/api/v1/")
    page.locator("#operations-tag-filings").click()
    operation = page.locator("#operations-filings-filings_retrieve")
    operation.get_by_role("link").first.click()  # what is far outside the window is not drawn
    operation.get_by_role("button", name="Try it out").click()
    operation.locator("input").first.fill(str(sent.pk))
    page.get_by_role("button", name="Execute").click()
    page.get_by_text('"highlights"').first.wait_for()
