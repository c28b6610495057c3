"""Completeness: what is counted, in which state a cell stands, and that every number opens the list behind it."""

import csv
import datetime as dt
import io
from fractions import Fraction

import openpyxl
import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from movements.compile.completeness import (
    STATE_LABELS,
    Wanted,
    by_cluster,
    by_kind,
    by_period,
    by_receiver,
    completeness,
    followed_periods,
    narrowed,
    share,
    state_counts,
    tally,
)
from movements.models import DueDate, Extension
from tests.factories import FilingFactory, PeriodFactory, UnitFactory, place
from thidua.looks import look
from thidua.pdf import PdfUnavailable
from units.actions import rebuild_ancestry
from units.models import Cluster, ClusterMember, Placement

pytestmark = pytest.mark.django_db
AFTER_DUE = dt.date(2024, 12, 24)
AFTERNOON = dt.datetime(2024, 12, 24, 7, tzinfo=dt.UTC)
AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
URL = "/ket-qua/hoan-thanh/"


def send(world, code, period=4, receiver="SNV", **changes):
    return FilingFactory(
        unit=world.units[code], period=world.periods[period], receiver=world.units[receiver], sent=True, **changes
    )


def board(world, who="chuyenvien", today=AFTER_DUE):
    return completeness(world.people[who], [world.periods[3], world.periods[4]], today=today)


def states(found, column=-1):
    return {row.unit.code: row.cells[column] and row.cells[column].state for row in found.rows}


def open_page(client, person, **query):
    client.force_login(person)
    return client.get(URL, {name.replace("_", "-"): value for name, value in query.items()})


@pytest.fixture
def _late(office):
    office(AFTERNOON)


# --- States ---------------------------------------------------------------------------------------------------


def test_every_state_of_the_catalogue_has_a_shape_of_its_own():
    assert len({look(state)[0] for state in STATE_LABELS}) == len(STATE_LABELS) == 6


def test_a_cell_stands_where_the_standing_says(world):
    send(world, "SYT")
    send(world, "SNNPTNT", on_time=False, first_submitted_at=AT + dt.timedelta(days=7))
    send(world, "615", state="returned")
    send(world, "MTTQ", on_time=None)
    Extension.objects.create(
        period=world.periods[4], unit=world.units["VPUBND"], due_on=dt.date(2024, 12, 27), reason="Bão", at=AT
    )
    found = board(world)
    assert states(found) == {
        "SYT": "ok_on_time", "SNNPTNT": "ok_late", "615": "rework", "VPUBND": "open", "SNV": "overdue",
        "611": "overdue", "C23512": "overdue", "C23500": "overdue", "C23395": "overdue", "MTTQ": "not_expected",
    }  # fmt: skip
    assert tally([row.cells[-1] for row in found.rows]) == (9, 3, 2, 5)  # the returned one was in time at first


def test_before_the_quarter_is_over_it_has_no_column(world):
    assert [period.index for period in board(world, today=dt.date(2024, 12, 1)).periods] == [3]


def test_a_unit_that_ended_inside_owes_its_closing_filing_at_once(world):
    """On 31/10/2024, inside quarter IV; the others owe nothing before the quarter is over."""
    old = world.units["C23395"]
    old.valid_to = dt.date(2024, 10, 31)
    old.save(update_fields=["valid_to"])
    Placement.objects.filter(unit=old).update(valid_to=old.valid_to)
    place(
        UnitFactory(code="MOI", kind="xa", valid_from=dt.date(2024, 11, 1)),
        world.units["611"],
        start=dt.date(2024, 11, 1),
    )
    rebuild_ancestry()
    early = board(world, today=dt.date(2024, 11, 20))
    assert [period.index for period in early.periods] == [3, 4]
    assert {code for code, state in states(early).items() if state} == {"C23395"}
    assert states(early)["C23395"] == "open"
    late = states(board(world))
    assert late["C23395"] == late["MOI"] == "overdue"


def test_a_parent_sees_its_own_children_only(world):
    assert set(states(board(world, "canbo_dakha"))) == {"C23512", "C23500"}
    assert board(world, "canbo").rows == ()


# --- Counts ---------------------------------------------------------------------------------------------------


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_share_is_rounded_half_up_in_whole_numbers(part, rest):
    whole = part + rest
    if not whole:
        assert share(part, whole) is None
        return
    exact = Fraction(1000 * part, whole)
    assert abs(share(part, whole) - exact) <= Fraction(1, 2)
    assert share(part, whole) - exact != Fraction(-1, 2)
    assert share(whole, whole) == 1000 and share(0, whole) == 0


def test_groups_add_up_to_the_whole(world):
    send(world, "SYT")
    send(world, "C23512", receiver="615")
    found = board(world)
    whole = tally(found.cells)
    assert whole == (18, 2, 2, 16)
    for groups in (by_period(found), by_kind(found), by_receiver(found)):
        assert [sum(column) for column in zip(*(group.tally for group in groups), strict=True)] == list(whole)
    assert {group.label: group.tally.expected for group in by_receiver(found)} == {
        "Sở Nội vụ": 12, "Huyện Đắk Hà": 4, "Huyện Ngọc Hồi": 2,
    }  # fmt: skip
    assert sum(state_counts(found.cells).values()) == 20


def test_a_cluster_counts_by_its_newest_list_of_members(world):
    cluster = Cluster.objects.create(key="khoi-1", name="Khối 1", kind="khoi", source="x")
    for code, year in (("SYT", 2023), ("SNV", 2023), ("SNNPTNT", 2020), ("VPUBND", 2025)):
        ClusterMember.objects.create(cluster=cluster, unit=world.units[code], year=year, source="x")
    send(world, "SYT")
    (group,) = by_cluster(board(world))
    assert (group.label, *group.tally) == ("Khối 1", 4, 1, 1, 3)


def test_narrowing_takes_cells_away_and_then_units(world):
    send(world, "SYT")
    found = board(world)
    assert set(states(narrowed(found, Wanted(kind="xa")))) == {"C23512", "C23395"}
    assert set(states(narrowed(found, Wanted(words="dak ha")))) == {"615", "C23500"}
    assert set(states(narrowed(found, Wanted(receiver=str(world.units["611"].pk))))) == {"C23395"}
    (row,) = narrowed(found, Wanted(state="ok_on_time")).rows
    assert (row.unit.code, [cell and cell.state for cell in row.cells]) == ("SYT", [None, "ok_on_time"])


# --- The page -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_late")
@pytest.mark.parametrize("by", ["quy", "loai", "cum", "noi"])
def test_every_number_opens_the_list_behind_it(client, world, by):
    cluster = Cluster.objects.create(key="khoi-1", name="Khối 1", kind="khoi", source="x")
    ClusterMember.objects.create(cluster=cluster, unit=world.units["SYT"], year=2023, source="x")
    send(world, "SYT")
    send(world, "611", state="returned")
    send(world, "SNNPTNT", on_time=False)
    context = open_page(client, world.chuyenvien, theo=by).context
    lines = [*context["lines"], context["total"], *(column.line for column in context["columns"])]
    asked = [one for line in lines for one in (line.expected, line.sent, line.in_time, line.overdue) if one.url]
    for number in [*asked, *(pill for pill in context["pills"])]:
        behind = client.get(URL + number.url).context
        cells = [cell for row in behind["board"].rows for cell in row.cells if cell]
        assert behind["n_cells"] == number.n == len(cells)
    assert len(asked) > 8


@pytest.mark.usefixtures("_late")
def test_a_cell_opens_the_filing_or_the_reminder(client, world):
    filing = send(world, "SYT")
    draft = FilingFactory(unit=world.units["VPUBND"], period=world.periods[4], receiver=world.units["SNV"])
    text = open_page(client, world.chuyenvien, nam=2024, ky=4).text
    assert f'href="/ket-qua/{filing.pk}/"' in text and f'href="/ket-qua/{draft.pk}/"' not in text
    assert f"/nhac-viec/soan/?ky={world.periods[4].pk}&amp;don-vi={world.units['VPUBND'].pk}" in text
    assert "Nhắc 8 đơn vị quá hạn quý IV" in text
    seen_only = open_page(client, world.lanhdao, nam=2024, ky=4).text
    assert f'href="/ket-qua/{filing.pk}/"' in seen_only and "/nhac-viec/" not in seen_only


@pytest.mark.usefixtures("_late")
def test_reminding_all_carries_the_late_ones_of_the_list(client, world):
    send(world, "C23512", receiver="615")
    Extension.objects.create(
        period=world.periods[4], unit=world.units["SYT"], due_on=dt.date(2024, 12, 27), reason="Bão", at=AT
    )
    remind = open_page(client, world.canbo_dakha, ky=4, nam=2024).context["remind_all"]
    assert remind.url == f"/nhac-viec/soan/?ky={world.periods[4].pk}&don-vi={world.units['C23500'].pk}"
    everybody = open_page(client, world.chuyenvien, ky=4, nam=2024).context["remind_all"].url
    assert f"don-vi={world.units['SYT'].pk}" not in everybody.split("&")
    assert open_page(client, world.thutruong_dakha).context["remind_all"] is None  # a head looks on


@pytest.mark.usefixtures("_late")
def test_the_address_chooses_year_quarter_and_list(client, world):
    assert open_page(client, world.chuyenvien).context["asked"].year == 2024
    assert open_page(client, world.chuyenvien, ky=4).context["heads"] == ["Quý IV"]
    for wrong in ({"nam": "1999"}, {"nam": "x"}, {"ky": "5"}, {"nam": "2024", "ky": "1"}):
        assert open_page(client, world.chuyenvien, **wrong).status_code == 404
    for strange in ({"loai": "y"}, {"cum": "y"}, {"noi": "7777"}, {"trang_thai": "y"}, {"tim": "không có"}):
        response = open_page(client, world.chuyenvien, **strange)
        assert response.status_code == 200 and "Không có đơn vị nào khớp" in response.text


def test_an_office_without_due_dates_says_so(client, world):
    DueDate.objects.all().delete()
    assert "Chưa có kỳ nào phải gửi báo cáo" in open_page(client, world.chuyenvien).text


def test_the_fragment_is_the_list_alone(client, world):
    client.force_login(world.chuyenvien)
    response = client.get(URL, headers={"HX-Request": "true"})
    assert response.text.lstrip().startswith('<div id="list">')


@pytest.mark.parametrize("who", ["chuyenvien", "canbo_dakha"])
@pytest.mark.parametrize("url", [URL, f"{URL}bang.csv"])
def test_queries_do_not_grow(client, world, who, url):
    client.force_login(world.people[who])
    counted = []
    for code in ("C23512", "C23500", "SYT"):
        send(world, code, receiver="SNV" if code == "SYT" else "615")
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counted.append(len(queries))
    assert len(set(counted)) == 1
    assert counted[0] <= 22


# --- Files ----------------------------------------------------------------------------------------------------


def sheet_of(client, person, ending, **query):
    client.force_login(person)
    return client.get(f"{URL}bang.{ending}", query)


@pytest.mark.usefixtures("_late")
def test_the_workbook_has_numbers_as_numbers_and_states_as_words(client, world):
    send(world, "SYT")
    send(world, "MTTQ", on_time=None)
    response = sheet_of(client, world.chuyenvien, "xlsx", nam="2024")
    page = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][0] == "Tình hình gửi báo cáo kết quả năm 2024"
    assert rows[1][0] == "Tính đến 14:00 ngày 24/12/2024"
    assert rows[4][:6] == ("Mã đơn vị", "Đơn vị", "Loại đơn vị", "Nơi nhận báo cáo", "Quý III", "Quý IV")
    by_code = {row[0]: row for row in rows[5:]}
    assert by_code["SYT"][4:] == ("Quá hạn chưa gửi", "Gửi đúng hạn", 2, 1, 1, 50, 50)
    assert by_code["MTTQ"][4:] == ("Đề nghị báo cáo, chưa gửi", "Đề nghị báo cáo, đã gửi", 0, 0, 0, None, None)
    assert rows[-1][1] == "Cộng" and rows[-1][6:9] == (18, 1, 1)
    assert rows[-1][9] == 5.6


@pytest.mark.usefixtures("_late")
def test_the_text_file_reads_in_excel_and_runs_nothing(client, world):
    world.units["SYT"].name = "=1+1"
    world.units["SYT"].save()
    response = sheet_of(client, world.chuyenvien, "csv", nam="2024", ky="4", loai="so_ban_nganh")
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[2] == ["Chỉ gồm loại đơn vị: Sở, ban, ngành."]
    assert {row[1] for row in rows[4:]} == {
        "'=1+1", "Sở Nội vụ", "Văn phòng Ủy ban nhân dân tỉnh", "Sở Nông nghiệp và Phát triển nông thôn", "Cộng",
    }  # fmt: skip
    assert rows[-1][-2:] == ["0,0", "0,0"]


@pytest.mark.sqlite  # of the paper, not of the database
@pytest.mark.usefixtures("_late")
@pytest.mark.parametrize(("units", "pages"), [(100, 1), (165, 1), (170, 2)])
def test_one_a4_holds_a_hundred_units_and_four_quarters(client, world, units, pages):
    for index in (1, 2):
        DueDate.objects.create(period=PeriodFactory(index=index), level="direct", due_on=dt.date(2024, 3 * index, 20))
    for n in range(units - 10):
        place_quietly(UnitFactory(name=f"Sở có một cái tên dài như tên thật số {n:03}"), world.units["KT"])
    response = sheet_of(client, world.chuyenvien, "pdf", nam="2024", trang_thai="")
    with pdfplumber.open(io.BytesIO(response.content)) as document:
        texts = [page.extract_text() for page in document.pages]
    assert len(texts) == pages
    assert all("Quá hạn chưa gửi" in text for text in texts)
    assert ("còn tiếp trang sau" in texts[0]) == (pages > 1)


def place_quietly(unit, parent):
    Placement.objects.create(unit=unit, parent=parent)


def test_a_machine_without_pdf_says_so(client, world, monkeypatch):
    def refuse(text, *, style):
        raise PdfUnavailable("Máy chủ thiếu thư viện Pango.")

    monkeypatch.setattr("movements.render.completeness.write_pdf", refuse)
    client.force_login(world.chuyenvien)
    response = client.get(f"{URL}bang.pdf", {"nam": "2024", "ky": "4"}, follow=True)
    assert response.redirect_chain[0][0] == f"{URL}?nam=2024&ky=4"
    assert "Máy chủ thiếu thư viện Pango." in response.text


def test_only_what_one_receives_can_be_taken_away(client, world):
    text = sheet_of(client, world.canbo_dakha, "csv").content.decode("utf-8-sig")
    assert "Xã Đắk Mar" in text and "Sở Y tế" not in text
    assert followed_periods(world.canbo_dakha, AFTER_DUE)[0] == world.periods[4]
