"""Registrations, awards and typical models in the compiled report, and the indicators counted from them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import AwardType, Decision, Dossier, Honoree, Nomination, TypicalModel
from movements.models import Term
from reports.compile import ReportData, compile_report
from reports.render import paper
from tests.factories import IndicatorFactory, RegistrationFactory, TermFactory
from tests.reports import paper_data
from tests.reports.office import TODAY, quarter
from thidua.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot")]
BLOCKS = ("registrations", "awards", "typical_models")


def compiled(world, period=None):
    person = type(world.chuyenvien).objects.get(pk=world.chuyenvien.pk)
    return compile_report(period=period or world.periods["year"], user=person, today=TODAY)


def counted(world, code, period=None, **fields):
    """(state, value) of an indicator that the portal counts."""
    data = compiled(world, period)
    line = next(line for line in data.lines if line.code == code)
    return line.state, line.value


def at(day):
    return dt.datetime.fromisoformat(f"{day}T03:00:00+00:00")


# --- Registrations -------------------------------------------------------------------------------------------


def register(world, code, *, year=2024, **fields):
    term = TermFactory(year=year)
    return RegistrationFactory(unit=world.units[code], term=term, receiver=world.units["SNV"], **fields)


def test_who_has_registered(filed):
    register(filed, "615", accepted=True)
    register(filed, "SYT", accepted=True, on_time=False)
    register(filed, "611", sent=True)
    register(filed, "C23512")  # a draft is not a registration
    register(filed, "MTTQ", accepted=True, on_time=None)  # invited
    found = compiled(filed).registrations
    assert (found.term, found.must) == ("năm 2024", 9)
    assert (found.on_time, found.late, found.accepted, found.not_registered) == (2, 1, 2, 6)
    assert found.must == found.on_time + found.late + found.not_registered
    missing = {name for group in found.missing for name in group.units}
    assert len(missing) == 6 and "Xã Đắk Mar" in missing and "Huyện Đắk Hà" not in missing


def test_only_the_term_of_the_year(filed):
    register(filed, "615", year=2025, accepted=True)
    Term.objects.create(kind="school_year", year=2024, first_day="2024-09-05", last_day="2025-05-31",
                        register_by="2024-09-30")  # fmt: skip
    assert compiled(filed).registrations is None


def test_the_share_of_registrations_accepted_in_time(filed):
    IndicatorFactory(code="D1.05", entry="counted", line="portal", decimals=1, multiplier=100)
    assert counted(filed, "D1.05") == ("missing", None)
    register(filed, "615", accepted=True)
    register(filed, "SYT", accepted=True, on_time=False)
    register(filed, "611", sent=True)
    assert counted(filed, "D1.05") == ("value", 111)  # 1 of 9


# --- Awards --------------------------------------------------------------------------------------------------


def grant(world, *honoured, on="2024-11-01", occasion="cong_trang", award="BK", authority="province"):
    """A decided dossier; `honoured` are classes of persons, "collective" or "household"."""
    kind = AwardType.objects.get_or_create(
        code=award, defaults={
            "name": f"Danh hiệu {award}", "kind": "form", "authority": authority, "decided_by": "Chủ tịch",
            "to_person": True, "to_collective": True, "to_household": True, "citation": "x",
        },
    )[0]  # fmt: skip
    decision = Decision.objects.create(
        number=Decision.objects.count() + 1, issued_on=on, year=int(on[:4]), issuer="UBND tỉnh", title="Khen",
        signer="A", signer_title="Chủ tịch",
    )  # fmt: skip
    dossier = make_dossier(world, "decided", decision=decision, occasion=occasion)
    for n, who in enumerate(honoured):
        subject = who if who in ("collective", "household") else "person"
        honoree = Honoree.objects.create(
            subject=subject, name=f"Người {n}", unit=world.units["SYT"], person_class=who if subject == "person" else ""
        )
        Nomination.objects.create(
            dossier=dossier, honoree=honoree, award=kind, state="granted", decision=dossier.decision
        )
    return dossier


def make_dossier(world, state, *, arrived="2024-10-20", occasion="cong_trang", **fields):
    moment = at(arrived)
    return Dossier.objects.create(
        unit=world.units["SYT"], receiver=world.units["SNV"], title="Hồ sơ", occasion=occasion, state=state,
        first_sent_at=moment, arrived_at=moment, stage_since=moment, created_at=moment, **fields,
    )  # fmt: skip


@pytest.fixture
def honoured(filed):
    grant(filed, "direct", "direct", "business", "collective")
    grant(filed, "direct", "household", occasion="dot_xuat", award="GK", authority="base", on="2024-12-14")
    grant(filed, "other_leader", occasion="dot_xuat", on="2023-12-15")
    grant(filed, "direct", on="2024-12-15")  # after the period
    grant(filed, "direct", on="2023-12-14")  # before it
    return filed


def test_awards_of_the_period_by_the_decision(honoured):
    found = compiled(honoured).awards
    assert (found.total.persons, found.total.collectives, found.total.households) == (5, 1, 1)
    assert {row.label: row.total for row in found.by_authority} == {"Cấp tỉnh": 5, "Cấp cơ sở": 2}
    assert {row.label: row.total for row in found.by_award} == {"Danh hiệu BK": 5, "Danh hiệu GK": 2}
    assert {row.label: row.total for row in found.by_occasion} == {"Công trạng": 4, "Đột xuất": 3}
    assert [row.count for row in found.by_class] == [1, 1, 3]
    assert (found.direct, found.direct_share) == (3, 600)


@pytest.mark.parametrize("name", ["by_authority", "by_award", "by_occasion"])
def test_every_way_of_splitting_adds_up(honoured, name):
    found = compiled(honoured).awards
    for part in ("persons", "collectives", "households", "total"):
        assert sum(getattr(row, part) for row in getattr(found, name)) == getattr(found.total, part)
    assert sum(row.count for row in found.by_class) == found.total.persons


def test_a_line_that_was_not_granted_is_not_counted(filed):
    dossier = grant(filed, "direct", "direct")
    dossier.lines.filter(honoree__name="Người 0").update(state="not_granted", reason="KD-06")
    assert compiled(filed).awards.total.total == 1


def test_an_award_that_stands_twice_in_the_catalogue_is_one_row(filed):
    grant(filed, "direct")
    grant(filed, "direct", award="BK2")
    AwardType.objects.update(name="Bằng khen")
    assert [(row.label, row.total) for row in compiled(filed).awards.by_award] == [("Bằng khen", 2)]


def test_dossiers(filed):
    for state in ("appraising", "to_lead", "to_director", "returned", "proposal_signed"):
        make_dossier(filed, state)
    make_dossier(filed, "appraising", arrived="2023-11-01")  # came before the period, lies there still
    make_dossier(filed, "appraising", arrived="2024-12-20")  # came after it
    make_dossier(filed, "to_head").__class__.objects.filter(state="to_head").update(arrived_at=None)
    grant(filed, "direct")
    found = compiled(filed).awards.dossiers
    assert (found.received, found.appraising, found.returned, found.decided) == (6, 4, 1, 1)


def test_no_award_on_the_portal_is_not_zero(filed):
    IndicatorFactory(code="D6.01", entry="counted", line="portal")
    assert compiled(filed).awards is None
    assert counted(filed, "D6.01") == ("missing", None)
    make_dossier(filed, "appraising")
    assert counted(filed, "D6.01") == ("nothing", 0)


@pytest.mark.parametrize(
    ("code", "decimals", "of_year", "of_quarter"),
    [("D6.01", 0, 5, 4), ("D6.02", 1, 600, 750), ("D6.04", 0, 1, 0)],
)
def test_indicators_counted_from_decisions(honoured, code, decimals, of_year, of_quarter):
    """D6.01 and D6.04 count what the province grants, D6.02 the persons of every level."""
    IndicatorFactory(code=code, entry="counted", line="portal", decimals=decimals, multiplier=100)
    assert counted(honoured, code)[1] == of_year
    assert counted(honoured, code, honoured.periods[4])[1] == of_quarter


def test_the_same_period_last_year(honoured):
    IndicatorFactory(code="D6.01", entry="counted", line="portal")
    (line,) = [one for one in compiled(honoured, quarter(4)).lines if one.code == "D6.01"]
    assert (line.value, line.to_date, line.last_year) == (4, 5, 1)


# --- Typical models ------------------------------------------------------------------------------------------


def model(world, name, *road):
    """A typical model with its events: (stage, day) one after the other."""
    stage, day = road[-1]
    planned = {"next_step": "Việc", "next_step_on": day} if stage == "nurturing" else {}
    made = TypicalModel.objects.create(
        name=name, unit=world.units["C23512"], state=stage, found_at=at(road[0][1]), stage_since=at(day), **planned
    )
    before = ""
    for to_state, on in road:
        Event.objects.create(
            about="awards.typicalmodel", about_id=made.pk, step="x", label="x", from_state=before, to_state=to_state,
            at=at(on),
        )  # fmt: skip
        before = to_state
    return made


@pytest.fixture
def modelled(filed):
    model(filed, "Mô hình A", ("found", "2023-05-01"), ("nurturing", "2024-03-01"))
    model(filed, "Mô hình B", ("found", "2024-02-01"), ("nurturing", "2024-03-01"), ("reviewed", "2024-10-01"),
          ("replicating", "2024-11-01"), ("replicating", "2024-12-01"))  # fmt: skip
    model(filed, "Mô hình C", ("found", "2024-12-14"), ("nurturing", "2024-12-20"))  # moves after the period
    model(filed, "Mô hình D", ("found", "2024-12-16"))
    return filed


def test_stages_at_the_end_and_entered_within(modelled):
    found = compiled(modelled).typical_models
    assert [(one.entered, one.at_end) for one in found.stages] == [(2, 1), (2, 1), (1, 0), (1, 1), (0, 0)]
    assert found.replicating == ("Mô hình B (Xã Đắk Mar)",)


@pytest.mark.parametrize(("code", "year", "q4"), [("D5.01", 2, 1), ("D5.02", 1, 1), ("D5.03", 1, 1), ("D5.04", 1, 1)])
def test_indicators_counted_from_models(modelled, code, year, q4):
    IndicatorFactory(code=code, entry="counted", line="portal")
    assert (counted(modelled, code)[1], counted(modelled, code, modelled.periods[4])[1]) == (year, q4)


def test_no_model_on_the_portal_is_not_zero(filed):
    IndicatorFactory(code="D5.01", entry="counted", line="portal")
    assert compiled(filed).typical_models is None
    assert counted(filed, "D5.01") == ("missing", None)


# --- The whole -----------------------------------------------------------------------------------------------


def test_json_round_trip(modelled):
    grant(modelled, "direct", "collective")
    register(modelled, "615", accepted=True)
    data = compiled(modelled)
    assert all(getattr(data, name) for name in BLOCKS)
    assert ReportData.from_json(data.to_json()) == data


def test_what_was_stored_before_the_blocks_still_opens():
    stored = paper_data.data().to_json()
    for name in BLOCKS:
        del stored[name]
    data = ReportData.from_json(stored)
    assert data == paper_data.data(**dict.fromkeys(BLOCKS))
    assert paper(data, report=paper_data.unsigned()).sections
    del stored["title"]
    with pytest.raises(TypeError, match="title"):
        ReportData.from_json(stored)


def test_illustrative_rows_mark_the_report(filed):
    grant(filed, "direct")
    assert not compiled(filed).illustrative
    Decision.objects.update(illustrative=True)
    assert compiled(filed).illustrative


def test_queries_do_not_grow(filed):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            compiled(filed)
        return len(asked)

    register(filed, "615", accepted=True)
    few = queries()
    for code in ("611", "SYT", "SNNPTNT"):
        register(filed, code, accepted=True)
    for n in range(4):
        grant(filed, "direct", "collective", on=f"2024-11-0{n + 1}")
        model(filed, f"Mô hình {n}", ("found", "2024-02-01"), ("nurturing", "2024-03-01"))
    assert queries() == few <= 33
