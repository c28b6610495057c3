"""A filled-in workbook through the interface: sent, compared, accepted once, dropped, given back with its faults."""

import io

import pytest
from openpyxl import load_workbook

from movements import actions
from movements.models import Figure, Filing, WorkbookUpload
from movements.workbook.layout import FIGURES
from tests.movements.test_filing_actions import AT
from tests.movements.workbook import filled, upload_of
from tests.scene import pdf_upload
from thidua.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(world):
    actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    return Filing.objects.with_names().get()


@pytest.fixture
def sent(api, world, filing):
    """`sent(boxes)`: the portal's own workbook with these cells typed, as the interface answers it."""

    def send(boxes, name="bao-cao.xlsx"):
        made = api(world.canbo, f"filings/{filing.pk}/workbook/").content
        file = upload_of(filled(made, boxes), name)
        return api(world.canbo, f"filings/{filing.pk}/workbook/", "post", form={"file": file})

    return send


def versions(compared):
    return {change["key"]: change["version"] for change in compared["changes"]}


def test_compared_then_accepted_once(api, world, filing, sent):
    answer = sent({"D2.33": {"value": 12}})
    assert answer.status_code == 201, answer.json()
    compared = answer.json()
    (change,) = compared["changes"]
    assert (change["code"], change["conflict"], change["cells"][0]["before"]) == ("D2.33", False, "(trống)")
    assert not Figure.objects.filter(filing=filing).exists()  # nothing is written by sending
    path = f"filings/{filing.pk}/uploads/{compared['id']}/"
    assert api(world.canbo, path).json() == compared
    assert api(world.canbo, path, "post", versions={}).status_code == 409  # what was not compared is not taken
    done = api(world.canbo, path, "post", versions=versions(compared))
    assert (done.status_code, done.json()) == (200, {"written": 1, "faults": 0})
    assert api(world.canbo, path, "post", versions=versions(compared)).status_code == 409
    assert Event.objects.filter(step="workbook").count() == 1
    assert not WorkbookUpload.objects.exists()


def test_faults_are_named_and_come_back_in_the_file(api, world, filing, sent):
    compared = sent({"D2.33": {"value": "nhiều lắm"}}).json()
    (fault,) = compared["faults"]
    assert fault["sheet"] == FIGURES and fault["value"] == "nhiều lắm" and fault["message"]
    path = f"filings/{filing.pk}/uploads/{compared['id']}/"
    book = load_workbook(io.BytesIO(api(world.canbo, f"{path}errors/").content))
    assert any("Lỗi" in str(cell.value) for row in book[FIGURES].iter_rows() for cell in row if cell.value)
    assert api(world.canbo, path, "delete").status_code == 204
    assert api(world.canbo, path).status_code == 404


def test_what_is_no_workbook_and_who_may_not(api, world, filing, sent):
    path = f"filings/{filing.pk}/workbook/"
    wrong = api(world.canbo, path, "post", form={"file": upload_of(b"khong phai", "a.xlsx")})
    assert wrong.status_code == 422 and wrong.json()["detail"]
    compared = sent({"D2.33": {"value": 3}}).json()
    assert api(world.thutruong, f"filings/{filing.pk}/uploads/{compared['id']}/").status_code == 403
    assert api(world.canbo_khac, f"filings/{filing.pk}/uploads/{compared['id']}/").status_code == 404
    assert api(world.chuyenvien, path).status_code == 404  # a draft stays inside its unit


def test_a_paper_typed_in_is_corrected(api, world):
    paper = {"unit": "C23512", "year": 2024, "index": 4, "arrived_on": "2024-12-17", "scan": pdf_upload()}
    made = api(world.canbo_dakha, "filings/on-behalf/", "post", form=paper).json()
    path = f"filings/{made['id']}/paper/"
    changed = api(world.canbo_dakha, path, "patch", arrived_on="2024-12-16")
    assert (changed.status_code, changed.json()["arrived_on"]) == (200, "2024-12-16")
    late = api(world.canbo_dakha, path, "patch", arrived_on="2031-01-01")
    assert late.status_code == 422 and "2031" in late.json()["detail"]
    assert api(world.chuyenvien, path, "patch", arrived_on="2024-12-16").status_code == 404
