"""The small world and the named people that tests speak of."""

from dataclasses import dataclass, field

from movements.models import DueDate, ReportingDuty
from tests.factories import IndicatorFactory, PeriodFactory, UnitFactory, UserFactory
from thidua.models import Reason
from units.actions import rebuild_ancestry
from units.enums import Role
from units.models import Placement, RoleHolding

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
    for code, (name, kind, parent) in UNITS.items():
        duty = "invited" if code in ("MTTQ", "KT") else "must"
        unit = UnitFactory(code=code, name=name, short_name=name, kind=kind, duty=duty)
        world.units[code] = unit
        if parent:
            Placement.objects.create(unit=unit, parent=world.units[parent])
    rebuild_ancestry()


def _make_people(world):
    for username, (code, roles, elsewhere) in PEOPLE.items():
        person = UserFactory(username=username, full_name=f"Người {username}", unit=world.units[code])
        for place, held in {code: roles, **elsewhere}.items():
            for role in held:
                RoleHolding.objects.create(user=person, role=role, unit=world.units[place])
        world.people[username] = person


def _make_periods(world):
    for index, due in ((3, "2024-09-20"), (4, "2024-12-20")):
        period = PeriodFactory(index=index)
        world.periods[index] = period
        DueDate.objects.create(period=period, level="direct", due_on=due)
        DueDate.objects.create(period=period, level="commune", due_on=due.replace("-20", "-18"))
    world.periods["year"] = PeriodFactory(kind="year", index=1)


def _make_indicators(world):
    make = {
        "houses": lambda: IndicatorFactory(code="D2.06", name="Số nhà tạm đã xóa", plausible_min=0, plausible_max=400),
        "poverty": lambda: IndicatorFactory.rate(code="D2.04", name="Tỷ lệ hộ nghèo", better="down", decimals=2),
        "forest": lambda: IndicatorFactory(
            code="D2.33", name="Diện tích rừng trồng mới", line="department", decimals=1
        ),
        "meetings": lambda: IndicatorFactory(code="D1.01", name="Số hội nghị quán triệt", line="own"),
        "spending": lambda: IndicatorFactory.rate(
            code="D2.16", name="Tỷ lệ giải ngân", line="own", decimals=1, part_decimals=1
        ),
        "vaccine": lambda: IndicatorFactory(code="D4.02", name="Kinh phí chống dịch", valid_to="2023-10-19"),
    }
    owed = {
        "houses": ["xa", "thi_tran", "huyen"],
        "poverty": ["xa", "thi_tran", "huyen"],
        "meetings": ["xa", "thi_tran", "huyen", "so_ban_nganh", "doan_the"],
        "spending": ["so_ban_nganh"],
        "vaccine": ["xa", "huyen"],
    }
    for order, (key, build) in enumerate(make.items()):
        indicator = world.indicators[key] = build()
        indicator.order = order
        indicator.save(update_fields=["order"])
        for kind in owed.get(key, ()):
            ReportingDuty.objects.create(indicator=indicator, unit_kind=kind)
    ReportingDuty.objects.create(indicator=world.indicators["forest"], unit=world.units["SNNPTNT"])


def _make_reasons():
    rows = [("TL-BC02", "tra_lai", False), ("TL-BC12", "tra_lai", True), ("MK-BC01", "mo_khoa", True)]
    for code, act, needs_text in rows:
        Reason.objects.create(code=code, applies_to="bao_cao", act=act, label=f"Lý do {code}", needs_text=needs_text)
