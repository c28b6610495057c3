"""A large province for measuring: a thousand units, forty indicators, quarters of as many years as asked.

Every value follows from unit, indicator and quarter, so that two runs measure the same rows. Rows are written through
the models in bulk.
"""

from datetime import UTC, datetime, time, timedelta

YEARS = (2021, 2022, 2023, 2024, 2025)
LAST = (2025, 4)  # the quarter that is being filed
TODAY = datetime(2025, 12, 24, 2, tzinfo=UTC)  # the office's moment: after its due date
UNITS, DISTRICTS, PER_DISTRICT, INDICATORS = 1000, 10, 39, 40
BATCH = 5000
KINDS = ("so_ban_nganh", "xa", "phuong", "doanh_nghiep", "don_vi_su_nghiep")
# Where the n-th unit stands in the last quarter; all the past is confirmed, districts have just begun.
STANDS = (
    "submitted", "submitted", "checking", "accepted", "accepted", "returned", "draft", "to_head", "accepted", "none",
)  # fmt: skip
SENT = frozenset({"submitted", "checking", "accepted", "returned"})


def lay_out():
    """Everything but the filings: units in their tree, people, indicators with their duties, periods, due dates."""
    from movements.load import load_due_dates, load_periods
    from units.actions import rebuild_ancestry
    from units.load import load_special_days

    load_special_days(range(YEARS[0], YEARS[-1] + 2))
    load_periods(YEARS)
    load_due_dates([(year, index) for year in YEARS for index in range(1, 5)])
    units = _units()
    rebuild_ancestry()
    _people(units)
    _indicators()


def parent_of(code):
    """390 communes stand under ten districts, all others under the province."""
    n = int(code[1:]) if code.startswith("U") else UNITS
    return f"H{n // PER_DISTRICT}" if n < DISTRICTS * PER_DISTRICT else "KT"


def _units():
    from units.models import Placement, Unit

    codes = [("KT", "tinh"), ("SNV", "so_ban_nganh"), *((f"H{n}", "huyen") for n in range(DISTRICTS))]
    communes = DISTRICTS * PER_DISTRICT
    codes += [(f"U{n}", "xa" if n < communes else KINDS[n % 5]) for n in range(UNITS - DISTRICTS - 1)]
    units = {}
    for code, kind in codes:
        name = f"Đơn vị {code}"
        units[code] = Unit(code=code, name=name, authority=name, short_name=name, kind=kind)
        units[code].save()
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=units[parent_of(code)]) for code, unit in units.items() if code != "KT"
    )
    return units


def _people(units):
    """An officer and a head for each unit ("unit_officer.H0"), and the officer of Sở Nội vụ ("receiver")."""
    from units.models import RoleHolding, User

    held = [(role, f"{role}.{code}", unit) for code, unit in units.items() for role in ("unit_officer", "unit_head")]
    held.append(("home_affairs_officer", "receiver", units["SNV"]))
    people = [User(username=name, full_name=f"Người {name}", unit=unit) for _, name, unit in held]
    User.objects.bulk_create(people, batch_size=BATCH)
    rows = zip(people, held, strict=True)
    RoleHolding.objects.bulk_create(RoleHolding(user=one, role=role, unit=unit) for one, (role, _, unit) in rows)


def _indicators():
    from movements.models import Directive, DirectivePoint, Indicator, Movement, ReportingDuty
    from units.enums import UnitKind

    directive = Directive.objects.create(title="Chỉ thị", issuer="UBND tỉnh", preamble=["x"])
    point = DirectivePoint.objects.create(directive=directive, code="2", order=2, label="Điểm 2", paragraphs=["x"])
    movements = [
        Movement.objects.create(
            key=f"phong-trao-{n}", name=f"Phong trào {n}", launched_by="Thủ tướng", level="trung_uong",
            method="chuyen_de", valid_from_year=YEARS[0], valid_to_year=YEARS[-1], state="launched",
        )
        for n in range(4)
    ]  # fmt: skip
    for n in range(INDICATORS):
        indicator = Indicator(
            code=f"B{n:02}", name=f"Chỉ tiêu số {n}", unit_of_measure="nhà", entry="typed", better="up",
            over_units="sum", over_time="sum", frequency="quarter", line="own", point=point,
            movement=movements[n % 4], order=n,
        )  # fmt: skip
        indicator.save()
        kinds = (kind for kind in UnitKind.values if kind != "tinh")
        ReportingDuty.objects.bulk_create(ReportingDuty(indicator=indicator, unit_kind=kind) for kind in kinds)


# --- Filings --------------------------------------------------------------------------------------------------


def file_years(years):
    """Filings of all quarters of these years, each with all its boxes and three events; returns how many boxes."""
    from movements.models import Figure, Filing, Indicator, Period
    from thidua.db import renew_statistics
    from thidua.models import Event

    indicators = list(Indicator.objects.order_by("pk").values_list("pk", flat=True))
    filings = list(_filings(Period.objects.filed().filter(year__in=years).order_by("last_day")))
    Filing.objects.bulk_create(filings, batch_size=BATCH)
    for at in range(0, len(filings), 250):  # ten thousand boxes at a time
        Figure.objects.bulk_create(_figures(filings[at : at + 250], indicators), batch_size=BATCH)
    Event.objects.bulk_create((event for filing in filings for event in _events(filing)), batch_size=BATCH)
    renew_statistics()
    return len(filings) * len(indicators)


def _filings(periods):
    from units.models import Unit, User

    units = {unit.code: unit for unit in Unit.objects.order_by("pk")}
    people = dict(User.objects.values_list("username", "pk"))
    for period in periods:
        for n, (code, unit) in enumerate(units.items()):
            state = _state(code, n, period)
            parent = parent_of(code) if code != "KT" else ""
            if parent and state != "none":
                yield _filing(unit, period, units["SNV" if parent == "KT" else parent], state=state, n=n, people=people)


def _state(code, n, period):
    if (period.year, period.index) != LAST:
        return "accepted"
    return "draft" if code.startswith("H") else STANDS[n % 10]


def _filing(unit, period, receiver, *, state, n, people):
    from movements.models import Filing

    filing = Filing(unit=unit, period=period, receiver=receiver, state=state, highlights="Đã làm xong việc của kỳ.")
    filing.started_at = datetime.combine(period.last_day, time(3), tzinfo=UTC) + timedelta(days=1)
    if state in SENT:
        filing.first_submitted_at = filing.submitted_at = filing.started_at + timedelta(days=n % 5)
        filing.submitted_by_id, filing.on_time = people[f"unit_head.{unit.code}"], n % 7 != 0
    if state == "accepted":
        filing.accepted_at, filing.accepted_by_id = filing.submitted_at + timedelta(days=1), people["receiver"]
    return filing


def _figures(filings, indicators):
    from movements.models import Figure

    return [
        Figure(
            filing=filing, indicator_id=indicator, value=1000 + (filing.unit_id * 7 + at * 13 + filing.period_id) % 100,
            changed_at=filing.started_at,
        )
        for filing in filings
        for at, indicator in enumerate(indicators)
    ]  # fmt: skip


def _events(filing):
    from thidua.models import Event

    road = [
        ("start", "Bắt đầu nhập", "draft"),
        ("submit", "Ký và gửi", "submitted"),
        ("accept", "Xác nhận", "accepted"),
    ]
    for step, label, state in road if filing.state == "accepted" else road[:1]:
        yield Event(
            about="movements.filing", about_id=filing.pk, step=step, label=label, to_state=state,
            by_id=filing.submitted_by_id, at=filing.started_at,
        )  # fmt: skip
