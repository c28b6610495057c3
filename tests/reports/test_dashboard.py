"""Điều hành: the year at a glance, and the list behind every number."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import AwardType, Decision, Dossier, Honoree, Nomination
from movements.models import IndicatorBreak, PublishedFigure, Target
from reports.compile.dashboard import dashboard, figure, filing_grid
from reports.compile.dashboard.grid import INVITED, LATE, ON_TIME, OPEN, OVERDUE, RETURNED
from reports.views.dashboard_page import MARKS, page
from tests.factories import IndicatorFactory, PointFactory
from tests.reports.office import AT, TODAY, file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot")]
AFTERNOON = dt.datetime(2024, 12, 26, 7, tzinfo=dt.UTC)  # after the due day of quarter IV


@pytest.fixture(autouse=True)
def _after_the_due_day(office):
    office(AFTERNOON)


def board(world, today=TODAY):
    return dashboard(period=world.periods[4], user=world.lanhdao, today=today)


def open_page(client, person, **query):
    client.force_login(person)
    return client.get(reverse("dashboard:overview"), query)


def states(grid, column=-1):
    return {row.name: row.states[column] for row in (*grid.direct, *grid.communes)}


def decided(world, *, code="SYT", year=2024, n=1, person_class="direct"):
    """A decided dossier with `n` granted lines."""
    award = AwardType.objects.get_or_create(
        code="BK", name="Bằng khen", kind="form", authority="province", decided_by="Chủ tịch", to_person=True,
        citation="x",
    )[0]  # fmt: skip
    decision = Decision.objects.create(
        number=Decision.objects.count() + 1, issued_on=dt.date(year, 11, 1), year=year, issuer="UBND tỉnh",
        title="Tặng Bằng khen", signer="A", signer_title="Chủ tịch",
    )  # fmt: skip
    dossier = Dossier.objects.create(
        unit=world.units[code], receiver=world.units["SNV"], title="Hồ sơ", occasion="phong_trao", state="decided",
        decision=decision, first_sent_at=AT, arrived_at=AT, stage_since=AT, created_at=AT,
    )  # fmt: skip
    for at in range(n):
        honoree = Honoree.objects.create(
            subject="person", name=f"Nguyễn Thị {at}", unit=world.units[code], person_class=person_class
        )
        Nomination.objects.create(
            dossier=dossier, honoree=honoree, award=award, state="granted", decision=dossier.decision
        )
    return dossier


# --- Points --------------------------------------------------------------------------------------------------


def test_a_point_counts_what_is_known_and_how_targets_stand(filed):
    for code, boxes in (
        ("615", {"houses": "nothing"}),
        ("611", {"houses": "nothing"}),
        ("SNNPTNT", {"forest": "nothing"}),
    ):
        file(filed, code, filed.periods[3], **boxes)
    forest = filed.indicators["forest"]
    common = {"unit": filed.units["KT"], "year_from": 2024, "year_to": 2024, "name_as_written": "x", "source": "x"}
    Target.objects.create(indicator=forest, comparison="ge", value=20000, **common)
    Target.objects.create(indicator=filed.indicators["houses"], comparison="gt", value=42, **common)
    Target.objects.create(indicator=filed.indicators["spending"], comparison="ge", value=900, **common)
    (point,) = board(filed).points
    assert (point.met, point.missed) == (1, 1)  # 42 houses are not "more than 42"
    assert point.unknown == 1  # not every department has given its spending
    assert point.telling.code in ("D2.06", "D2.33")


def test_a_point_without_indicators_tells_what_heads_have_signed(filed):
    PointFactory(code="9", label="Trách nhiệm người đứng đầu")
    tile = next(one for one in page(board(filed))["points"] if one.heading == "Điểm 9")
    assert (tile.figure, tile.known) == ("4/10", "không có chỉ tiêu riêng")


def test_before_the_years_end_no_target_is_judged(filed):
    file(filed, "615", filed.periods[3], houses=3)
    Target.objects.create(
        indicator=filed.indicators["houses"], unit=filed.units["KT"], comparison="ge", value=1, year_from=2024,
        year_to=2024, name_as_written="x", source="x",
    )  # fmt: skip
    found = dashboard(period=filed.periods[3], user=filed.lanhdao, today=TODAY)
    assert (found.points[0].met, found.points[0].unknown) == (0, 1)
    assert "được xét khi hết quý IV" in page(found)["targets"]["finding"]


# --- Completeness --------------------------------------------------------------------------------------------


def test_every_state_has_a_cell_of_its_own(filed):
    file(filed, "SYT", filed.periods[4], on_time=False)
    file(filed, "C23500", filed.periods[4], state="returned")
    found = states(board(filed).grid)
    assert found["Huyện Đắk Hà"] == ON_TIME and found["Sở Y tế"] == LATE
    assert found["Thị trấn Đắk Hà"] == RETURNED and found["Xã Bờ Y"] == OVERDUE
    assert found["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"] == INVITED
    assert len({mark for mark, _ in MARKS.values()}) == len(MARKS)  # told apart without colour


def test_before_the_due_day_nobody_is_late(filed):
    found = states(board(filed, today=dt.date(2024, 12, 16)).grid)
    assert found["Sở Y tế"] == OPEN and OVERDUE not in found.values()


def test_counts_and_rows_agree(filed):
    grid = board(filed).grid
    assert sum(grid.counts(-1).values()) == sum(bool(state) for state in states(grid).values())
    assert filing_grid(period=filed.periods[4], user=filed.lanhdao, today=TODAY) == grid


@pytest.mark.parametrize("state", [ON_TIME, OVERDUE, INVITED])
def test_the_number_opens_the_list_behind_it(client, filed, state):
    context = page(board(filed))
    one = next(one for one in context["states"] if one.code == state)
    client.force_login(filed.lanhdao)
    rows = client.get(one.url).context["page"]
    assert rows.paginator.count == one.n


# --- Indexes -------------------------------------------------------------------------------------------------


@pytest.fixture
def pci(world):
    index = IndicatorFactory(
        code="D2.20",
        name="Chỉ số PCI: điểm",
        entry="published",
        line="published",
        decimals=2,
        over_units="province_only",
    )
    rows = [(2017, 5853, False), (2018, 6063, False), (2020, 6002, True), (2020, 6202, True), (2022, 6489, False)]
    for year, value, disputed in rows:
        PublishedFigure.objects.create(
            indicator=index, unit=world.units["KT"], year=year, value=value, disputed=disputed, source=f"VCCI {value}"
        )
    IndicatorBreak.objects.create(indicator=index, on=dt.date(2018, 1, 1), reason="đổi cách tính")
    return index


def test_gaps_breaks_and_disputes_stay(world, pci):
    context = page(board(world))
    (one,) = context["series"]
    assert "64,89" in one["finding"] and "chưa có số đến 2024" in one["finding"]
    assert one["svg"].count("<polyline") == 0  # 2017|2018 broken, 2020 disputed, 2022 alone
    table = dict(context["index_rows"])
    assert table[2020] == ["60,02 hoặc 62,02"]
    assert table[2024] == table[2019] == ["chưa có số liệu"]
    assert table[2018] == ["60,63 (đổi cách tính)"]


# --- Awards and late work ------------------------------------------------------------------------------------


def test_no_decision_is_said_not_counted_as_zero(client, world):
    assert "Chưa có số liệu: năm 2024 chưa có quyết định nào" in open_page(client, world.lanhdao).text


def test_awards_by_occasion_and_class(client, world):
    decided(world, n=2)
    decided(world, n=1, person_class="other_leader")
    decided(world, year=2023, n=4)
    found = board(world).honours
    assert found.total == 3
    assert [(code, numbers) for code, _, numbers in found.rows] == [("other_leader", (1,)), ("direct", (2,))]
    client.force_login(world.lanhdao)
    listed = client.get(reverse("dashboard:honours"), {"nam": 2024, "ky": 4, "nhom": "direct"}).context["page"]
    assert listed.paginator.count == 2


def test_the_longest_waiting_dossier_stands_first(client, world):
    for at, title in ((AT, "Hồ sơ mới"), (AT - dt.timedelta(days=30), "Hồ sơ cũ")):
        Dossier.objects.create(
            unit=world.units["SYT"], receiver=world.units["SNV"], title=title, occasion="phong_trao",
            state="appraising", first_sent_at=at, arrived_at=at, stage_since=at, created_at=at,
        )  # fmt: skip
    assert [one.title for one in board(world).stuck.dossiers] == ["Hồ sơ cũ", "Hồ sơ mới"]
    client.force_login(world.lanhdao)
    text = client.get(reverse("dashboard:dossiers"), {"nam": 2024, "ky": 4}).text
    assert text.index("Hồ sơ cũ") < text.index("Hồ sơ mới")


# --- The pages -----------------------------------------------------------------------------------------------


def test_the_address_chooses_the_quarter(client, filed):
    assert open_page(client, filed.lanhdao).context["period"] == filed.periods[4]
    assert open_page(client, filed.lanhdao, nam=2024, ky=3).context["period"] == filed.periods[3]
    for wrong in ({"nam": 2031, "ky": 1}, {"nam": "x", "ky": "4"}, {"nam": 2024}):
        assert open_page(client, filed.lanhdao, **wrong).status_code == 404


def test_only_who_sees_the_province(client, filed):
    assert open_page(client, filed.canbo).status_code == 403


def test_an_office_without_periods_says_so(client, db, world):
    type(world.periods[4]).objects.all().delete()
    assert "Chưa có kỳ báo cáo nào" in open_page(client, world.lanhdao).text


def test_a_figure_opens_its_filings(client, filed):
    client.force_login(filed.lanhdao)
    response = client.get(reverse("dashboard:figure", args=["D2.06"]))
    assert [shown for _, shown in response.context["rows"]] == ["30", "12"]
    assert client.get(reverse("dashboard:figure", args=["Z9"])).status_code == 404
    found = figure(period=filed.periods[4], user=filed.lanhdao, today=TODAY, code="D2.06")
    assert sum(source.value for source in found.sources) == found.line.to_date == 42


def test_a_point_opens_its_indicators(client, filed):
    client.force_login(filed.lanhdao)
    text = client.get(reverse("dashboard:point", args=["2"])).text
    assert "Số nhà tạm đã xóa" in text
    assert client.get(reverse("dashboard:point", args=["77"])).status_code == 404


def count(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_queries_do_not_grow(client, world):
    url = f"{reverse('dashboard:overview')}?nam=2024&ky=4"
    client.force_login(world.lanhdao)
    file(world, "615", world.periods[4], houses=30)
    decided(world)
    one = count(client, url)
    file(world, "611", world.periods[4], houses=30)
    file(world, "SYT", world.periods[4], meetings=1)
    for _ in range(2):
        decided(world, n=3)
    assert count(client, url) == one
    assert one <= 42
