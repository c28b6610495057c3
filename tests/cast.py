"""The small world and the named people that tests speak of."""

from dataclasses import dataclass, field
from functools import partial

from movements.models import DueDate, ReportingDuty
from tests.factories import IndicatorFactory, PeriodFactory, PointFactory, UnitFactory, UserFactory
from thidua.models import Reason
from units.actions import rebuild_ancestry
from units.enums import Role
from units.models import Placement, RoleHolding, User

PEOPLE = {
    # username: (unit, roles held there, roles held elsewhere)
    "canbo": ("SNNPTNT", [Role.UNIT_OFFICER], {}),
    "thutruong": ("SNNPTNT", [Role.UNIT_HEAD], {}),
    "canbo_khac": ("SYT", [Role.UNIT_OFFICER], {}),
    "canbo_dakha": ("615", [Role.UNIT_OFFICER], {}),
    "thutruong_dakha": ("615", [Role.UNIT_HEAD], {}),
    "canbo_xa": ("C23512", [Role.UNIT_OFFICER], {}),
    "thutruong_xa": ("C23512", [Role.UNIT_HEAD], {}),
    "chuyenvien": ("SNV", [Role.HOME_AFFAIRS_OFFICER], {}),
    "truongphong": ("SNV", [Role.HOME_AFFAIRS_MANAGER], {}),
    "giamdoc": ("SNV", [Role.HOME_AFFAIRS_HEAD], {}),
    "vanphong": ("VPUBND", [Role.OFFICE], {}),
    "vanthu": ("VPUBND", [Role.CLERK], {"SNV": [Role.CLERK]}),
    "lanhdao": ("VPUBND", [Role.LEADER], {}),
    "uyvien": ("SYT", [Role.COUNCIL_MEMBER], {}),
    "quantri": ("SNV", [Role.ADMINISTRATOR], {}),
}
UNITS = {
    "KT": ("Tỉnh Kon Tum", "tinh", None),
    "SNV": ("Sở Nội vụ", "so_ban_nganh", "KT"),
    "VPUBND": ("Văn phòng Ủy ban nhân dân tỉnh", "so_ban_nganh", "KT"),
    "SNNPTNT": ("Sở Nông nghiệp và Phát triển nông thôn", "so_ban_nganh", "KT"),
    "SYT": ("Sở Y tế", "so_ban_nganh", "KT"),
    "MTTQ": ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "doan_the", "KT"),
    "615": ("Huyện Đắk Hà", "huyen", "KT"),
    "611": ("Huyện Ngọc Hồi", "huyen", "KT"),
    "C23512": ("Xã Đắk Mar", "xa", "615"),
    "C23500": ("Thị trấn Đắk Hà", "thi_tran", "615"),
    "C23395": ("Xã Bờ Y", "xa", "611"),
}


@dataclass
class World:
    units: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    indicators: dict = field(default_factory=dict)
    periods: dict = field(default_factory=dict)

    def __getattr__(self, name):
        """`world.canbo` is the person."""
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None


def make_world():
    """Two districts, three communes, some departments, all the people, six indicators, the quarters of 2024."""
    world = World()
    _make_units(world)
    _make_people(world)
    _make_periods(world)
    _make_indicators(world)
    _make_reasons()
    return world


def _make_units(world):
    for code, (name, kind, _) in UNITS.items():
        duty = "invited" if code in ("MTTQ", "KT") else "must"
        unit = UnitFactory(code=code, name=name, short_name=name, kind=kind, duty=duty)
        world.units[code] = unit
    placed = [(code, parent) for code, (_, _, parent) in UNITS.items() if parent]
    Placement.objects.bulk_create(Placement(unit=world.units[c], parent=world.units[p]) for c, p in placed)
    rebuild_ancestry()


def _make_people(world):
    for username, (code, _, _) in PEOPLE.items():
        world.people[username] = UserFactory.build(
            username=username, full_name=f"Người {username}", unit=world.units[code]
        )
    User.objects.bulk_create(world.people.values())
    RoleHolding.objects.bulk_create(
        RoleHolding(user=world.people[username], role=role, unit=world.units[place])
        for username, (code, roles, elsewhere) in PEOPLE.items()
        for place, held in {code: roles, **elsewhere}.items()
        for role in held
    )


def _make_periods(world):
    for index, due in ((3, "2024-09-20"), (4, "2024-12-20")):
        period = PeriodFactory(index=index)
        world.periods[index] = period
        days = {"direct": due, "commune": due.replace("-20", "-18")}
        DueDate.objects.bulk_create(DueDate(period=period, level=level, due_on=day) for level, day in days.items())
    world.periods["year"] = PeriodFactory(kind="year", index=1)


def _make_indicators(world):
    plain, rate = partial(IndicatorFactory, point=PointFactory()), partial(IndicatorFactory.rate, point=PointFactory())
    make = {
        "houses": partial(plain, code="D2.06", name="Số nhà tạm đã xóa", plausible_min=0, plausible_max=400),
        "poverty": partial(rate, code="D2.04", name="Tỷ lệ hộ nghèo", better="down", decimals=2),
        "forest": partial(plain, code="D2.33", name="Diện tích rừng trồng mới", line="department", decimals=1),
        "meetings": partial(plain, code="D1.01", name="Số hội nghị quán triệt", line="own"),
        "spending": partial(rate, code="D2.16", name="Tỷ lệ giải ngân", line="own", decimals=1, part_decimals=1),
        "vaccine": partial(plain, code="D4.02", name="Kinh phí chống dịch", valid_to="2023-10-19"),
    }
    owed = {
        "houses": ["xa", "thi_tran", "huyen"],
        "poverty": ["xa", "thi_tran", "huyen"],
        "meetings": ["xa", "thi_tran", "huyen", "so_ban_nganh", "doan_the"],
        "spending": ["so_ban_nganh"],
        "vaccine": ["xa", "huyen"],
    }
    world.indicators |= {key: build(order=order) for order, (key, build) in enumerate(make.items())}
    by_kind = [(key, kind) for key, kinds in owed.items() for kind in kinds]
    ReportingDuty.objects.bulk_create(
        [
            *(ReportingDuty(indicator=world.indicators[key], unit_kind=kind) for key, kind in by_kind),
            ReportingDuty(indicator=world.indicators["forest"], unit=world.units["SNNPTNT"]),
        ]
    )


def _make_reasons():
    rows = [("TL-BC02", "tra_lai", False), ("TL-BC12", "tra_lai", True), ("MK-BC01", "mo_khoa", True)]
    Reason.objects.bulk_create(
        Reason(code=code, applies_to="bao_cao", act=act, label=f"Lý do {code}", needs_text=needs_text)
        for code, act, needs_text in rows
    )
