"""The summary as a file from its pages: what stands now, what was confirmed, what was signed; for whom the page is."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from movements.actions import confirm_summary, send_summary
from tests.factories import RegistrationFactory, TermFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 1, 6, 3, tzinfo=dt.UTC)


@pytest.fixture
def summary(world):
    term = TermFactory(year=2025)
    row = RegistrationFactory(unit=world.units["C23512"], term=term, receiver=world.units["615"], accepted=True)
    row.movements.create(movement=world.indicators["houses"].movement)
    row.targets.create(indicator=world.indicators["houses"], comparison="ge", value=12)
    return confirm_summary(unit=world.units["615"], term=term, by=world.canbo_dakha, at=AT)


def words(answer):
    """Every word of a Word file, the foot of the first page last."""
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    foot = document.sections[0].first_page_footer.paragraphs[0].text
    return " ".join([*cells, *(one.text for one in document.paragraphs), foot]).replace("\u00a0", " ")


def read(client, person, name, key, ext="docx"):
    client.force_login(person)
    return client.get(reverse(f"movements:{name}", args=[key, ext]))


def test_a_confirmed_summary_is_marked_until_its_head_has_sent_it(client, world, summary):
    draft = words(read(client, world.canbo_dakha, "summary_file", summary.pk))
    assert "Bản đã chốt, chưa ký gửi" in draft and "Kính gửi: Sở Nội vụ" in draft
    assert world.indicators["houses"].name in draft and "từ 12 trở lên" in draft
    assert "Người thutruong_dakha" not in draft
    assert read(client, world.chuyenvien, "summary_file", summary.pk).status_code == 404

    send_summary(summary=summary, by=world.thutruong_dakha, at=AT)
    signed = words(read(client, world.chuyenvien, "summary_file", summary.pk))
    assert "Người thutruong_dakha" in signed and "ngày 06 tháng 01 năm 2025" in signed
    assert "chưa ký gửi" not in signed


def test_it_stays_as_confirmed_while_the_live_paper_moves_on(client, world, summary):
    other = RegistrationFactory(
        unit=world.units["C23500"], term=summary.term, receiver=world.units["615"], accepted=True
    )
    other.targets.create(indicator=world.indicators["houses"], comparison="ge", value=30)
    assert "từ 30 trở lên" not in words(read(client, world.canbo_dakha, "summary_file", summary.pk))
    live = words(read(client, world.canbo_dakha, "registration_summary_paper", summary.term_id))
    assert "từ 30 trở lên" in live and "Số liệu lúc này, chưa chốt" in live


def test_the_department_reports_upwards_what_came_to_it(client, world, summary):
    paper = words(read(client, world.chuyenvien, "registration_summary_paper", summary.term_id))
    assert "các đơn vị gửi đăng ký đến Sở Nội vụ" in paper and "Kính gửi: Tỉnh Kon Tum" in paper


def test_the_pages_lead_to_both_files_and_the_pdf_is_one(client, world, summary):
    client.force_login(world.canbo_dakha)
    pages = {
        "summary_file": (summary.pk, reverse("movements:summary_detail", args=[summary.pk])),
        "registration_summary_paper": (
            summary.term_id, reverse("movements:registration_summary", args=[summary.term_id]),
        ),
    }  # fmt: skip
    for name, (key, page) in pages.items():
        text = client.get(page).text
        for ext in ("pdf", "docx"):
            assert f'href="{reverse(f"movements:{name}", args=[key, ext])}"' in text
    made = read(client, world.canbo_dakha, "summary_file", summary.pk, "pdf")
    assert made.content.startswith(b"%PDF") and "ban-1.pdf" in made["Content-Disposition"]
