"""Taken whole or not at all, once, by one; what moved meanwhile is told."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from awards.actions import imported
from awards.actions import imports as actions
from awards.models import HeldAward, Honoree, ImportBatch
from tests.awards.imports.lists import (
    AT,
    accept,
    csv_of,
    fresh,
    kept,
    kept_file,
    person,
    said,
    saved,
    table,
    xlsx,
)
from tests.awards.scene import honoree
from tests.factories import UserFactory
from tests.movements.xls import as_xls
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from thidua.models import Event
from units.models import RoleHolding

pytestmark = pytest.mark.django_db
TWO = [{}, {"name": "Trần Văn Bình", "sex": "Nam", "award": "Giấy khen"}]


def test_rows_become_awards_of_honorees(catalogue):
    batch = accept(catalogue, kept(catalogue, TWO))
    award = HeldAward.objects.get(award_code="LDTT")
    assert (award.source, award.year, award.term_kind) == ("imported", 2023, "working_year")
    assert (award.decision_number, award.decided_on) == ("123/QĐ-SYT", dt.date(2024, 1, 5))
    assert (award.award.code, award.occasion, award.issuer) == ("LDTT", "cong_trang", "Giám đốc Sở Y tế")
    assert award.honoree.unit == catalogue.units["SYT"]
    assert (batch.state, batch.n_new, batch.n_honorees) == ("accepted", 2, 2)
    assert batch.closed_by.username == "chuyenvien"


def test_an_award_of_before_the_law_keeps_the_name_of_its_decision(catalogue):
    row = {"award": "Chiến sỹ thi đua cấp cơ sở", "year": 2018, "date": "05/01/2019"}
    accept(catalogue, kept(catalogue, [row]))
    award = HeldAward.objects.get()
    assert (award.award, award.award_code, award.award_name) == (None, "CSTDCS", "Chiến sỹ thi đua cấp cơ sở")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (xlsx(table(TWO)), "a.xlsx"),
        (as_xls(xlsx(table(TWO))), "a.xls"),
        (csv_of(table(TWO)), "a.csv"),
        (csv_of(table(TWO), encoding="utf-16", separator="\t"), "a.csv"),
        (csv_of(table(TWO)), "a.xlsx"),
        (as_xls(xlsx(table(TWO))), "a.xlsx"),
    ],
    ids=["xlsx", "xls", "csv", "UTF-16", "csv called xlsx", "xls called xlsx"],
)
def test_every_make_of_file_brings_the_same(catalogue, data, name):
    accept(catalogue, kept_file(catalogue, data, name=name))
    assert sorted(HeldAward.objects.values_list("honoree__name", "award_code", "decided_on")) == [
        ("Nguyễn Thị Thanh", "LDTT", dt.date(2024, 1, 5)),
        ("Trần Văn Bình", "GK", dt.date(2024, 1, 5)),
    ]


def test_events_stand_on_the_list_and_on_each_honoree(catalogue):
    batch = accept(catalogue, kept(catalogue, TWO))
    assert [line.step for line in timeline(batch)] == ["upload", "accept"]
    for one in Honoree.objects.all():
        [event] = Event.objects.of(one)
        assert (event.step, event.note, event.by_id) == ("import", "danh-sach.xlsx", catalogue.chuyenvien.pk)


def test_rows_at_fault_stop_the_whole_list_unless_left_out_on_purpose(catalogue):
    batch = kept(catalogue, [*TWO, {"name": "Lê Văn C", "date": "x"}])
    with pytest.raises(Refused, match="Còn 1 dòng có lỗi"):
        accept(catalogue, batch)
    assert HeldAward.objects.count() == 0
    done = accept(catalogue, batch, partly=True)
    assert HeldAward.objects.count() == 2
    [left] = done.left_out
    assert (left["sheet"], left["row"]) == ("Danh sách", 4)
    assert "Ngày quyết định: “x” không phải một ngày" in left["why"]


def test_nothing_stays_when_the_last_row_breaks(catalogue, monkeypatch):
    batch, real = kept(catalogue, TWO), imported._held_award

    def breaks(entry):
        if entry.name == "Trần Văn Bình":
            raise RuntimeError("the power goes")
        return real(entry)

    monkeypatch.setattr(imported, "_held_award", breaks)
    with pytest.raises(RuntimeError):
        accept(catalogue, batch)
    assert (HeldAward.objects.count(), Honoree.objects.count(), fresh(batch).state) == (0, 0, "waiting")
    assert not Event.objects.filter(step__in=["accept", "import"]).exists()


def test_a_list_is_accepted_once(catalogue):
    """Two officers had the same page open: the first wins, the second is told by whom it was."""
    other = UserFactory(full_name="Người thứ hai", unit=catalogue.units["SNV"])
    RoleHolding.objects.create(user=other, role="home_affairs_officer", unit=catalogue.units["SNV"])
    batch = kept(catalogue, TWO)
    first = fresh(batch)
    accept(catalogue, batch)
    with pytest.raises(Conflict, match="Người chuyenvien nhận trước đó"):
        actions.accept_list(batch=first, version=first.version, partly=False, by=other, at=AT)
    assert HeldAward.objects.count() == 2


def test_what_moved_since_the_page_is_told_and_nothing_written(catalogue):
    one, two = kept(catalogue, TWO), kept(catalogue, [{"note": "bản khác"}])
    seen = fresh(one)
    accept(catalogue, two)
    with pytest.raises(Conflict, match="dòng mới: 2 thành 1; dòng đã có: 0 thành 1"):
        accept(catalogue, seen)
    assert HeldAward.objects.count() == 1
    assert (fresh(one).n_new, fresh(one).n_known) == (1, 1)
    accept(catalogue, one)
    assert HeldAward.objects.count() == 2


def test_a_namesake_who_came_meanwhile_is_asked_for(catalogue):
    batch = kept(catalogue, [{}])
    honoree(catalogue.units["SYT"], "Nguyễn Thị Thành")
    with pytest.raises(Conflict, match="dòng phải chọn: 0 thành 1"):
        accept(catalogue, batch)
    assert fresh(batch).n_asked == 1


def test_an_old_page_is_refused(catalogue):
    batch = kept(catalogue, [{}])
    with pytest.raises(Conflict, match="Xem lại trang"):
        actions.accept_list(batch=batch, version=9, partly=False, by=person(catalogue, "chuyenvien"), at=AT)


def test_a_list_left_too_long_is_not_taken(catalogue):
    batch = kept(catalogue, [{}])
    with pytest.raises(Conflict, match="quá hạn giữ"):
        accept(catalogue, batch, at=AT + dt.timedelta(hours=25))
    assert actions.forget_lists(at=AT + dt.timedelta(hours=25)) == 1
    assert (fresh(batch).state, fresh(batch).rows) == ("dropped", [])


def test_a_unit_decides_its_own_lists_and_no_others(catalogue):
    batch = kept(catalogue, [{}], by="canbo_khac")
    for who in ("chuyenvien", "canbo", "truongphong"):
        with pytest.raises(PermissionDenied):
            accept(catalogue, batch, by=who)
    accept(catalogue, batch, by="canbo_khac")


def test_files_go_when_the_list_is_closed(catalogue, django_capture_on_commit_callbacks):
    taken, dropped, replaced = kept(catalogue, [{}]), kept(catalogue, TWO), kept(catalogue, [{"note": "1"}])
    names = [fresh(row).file.name for row in (taken, dropped, replaced)]
    assert all(map(default_storage.exists, names))
    with django_capture_on_commit_callbacks(execute=True):
        accept(catalogue, taken)
        actions.drop_list(batch=fresh(dropped), by=person(catalogue, "chuyenvien"), at=AT)
        with fresh(replaced).file.open() as file:
            kept_file(catalogue, file.read())
    assert [default_storage.exists(name) for name in names] == [False, False, False]
    assert fresh(replaced).state == "dropped"


def test_the_sheets_to_read_are_chosen(catalogue):
    book = Workbook()
    book.active.title = "Bìa"
    for title, rows in (("2022", [{}]), ("2023", [{"name": "B"}, {"name": "C"}])):
        sheet = book.create_sheet(title)
        for line in table(rows):
            sheet.append(line)
    batch = kept_file(catalogue, saved(book))
    assert (batch.chosen, batch.n_rows) == ([], 0)
    with pytest.raises(Refused, match="Chọn trang"):
        accept(catalogue, batch)
    by = person(catalogue, "chuyenvien")
    with pytest.raises(Refused, match="ít nhất một trang"):
        actions.choose_sheets(batch=batch, chosen=[7], by=by, at=AT)
    assert actions.choose_sheets(batch=batch, chosen=[1], by=by, at=AT).n_new == 2
    assert actions.choose_sheets(batch=batch, chosen=[0, 1], by=by, at=AT).n_new == 3


def test_queries_do_not_grow_with_the_rows(catalogue):
    counts = []
    for rows in (1, 30):
        batch = kept(catalogue, [{"name": f"Người {number} {rows}"} for number in range(rows)])
        with CaptureQueriesContext(connection) as queries:
            actions._checked(fresh(batch), AT)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_faults_are_kept_whole_for_the_copy(catalogue, monkeypatch):
    monkeypatch.setattr("awards.imports.checking.SHOWN_FAULTS", 1)
    batch = kept(catalogue, [{"date": "x"}, {"date": "y"}])
    assert len(said(batch)) == 1
    assert len(actions.all_faults(batch=fresh(batch), at=AT)) == 2
    assert ImportBatch.objects.get().outcome["n_faults"] == 2
