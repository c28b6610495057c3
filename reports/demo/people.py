"""Accounts of the demo: the named people, and an officer and a head for every other unit that reports."""

from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from reports.demo.accounts import PEOPLE
from reports.demo.chance import chance_of
from units.enums import Role
from units.load import LoadReport, ids, upsert
from units.models import RoleHolding, Unit, User

BASIS = "Dữ liệu minh họa"
DOMAIN = "thidua.invalid"  # RFC 2606: no mail ever leaves

FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
)  # fmt: skip
MEN = (
    ("Văn", "Đức", "Minh", "Quốc", "Xuân", "Hữu", "Thanh"),
    ("An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hùng", "Khoa", "Long", "Nam", "Phong", "Sơn", "Tâm"),
)
WOMEN = (
    ("Thị", "Thị Thu", "Thị Kim", "Ngọc", "Thúy"),
    ("Anh", "Dung", "Giang", "Hạnh", "Hiền", "Hoa", "Huệ", "Linh", "Loan", "Nga", "Nhung", "Phượng", "Thảo", "Trâm"),
)
# Names of the Xơ Đăng, Ba Na and Giẻ Triêng: A for men, Y for women, and one word.
HIGHLAND = (
    ("A", ("Bring", "Đrông", "Hyưh", "Jơ", "Kiêng", "Lực", "Nhing", "Phiên", "Rin", "Thăng", "Tuyn", "Víu", "Xăng")),
    ("Y", ("Bưr", "Chăm", "Hlung", "Khiên", "Mửi", "Nhiêu", "Phen", "Sương", "Thớp", "Vang", "Xuân", "Zoan")),
)


def officer_name(unit_code: str) -> str:
    return _named_holder(Role.UNIT_OFFICER, unit_code) or f"{unit_code.lower()}.canbo"


def head_name(unit_code: str) -> str:
    return _named_holder(Role.UNIT_HEAD, unit_code) or f"{unit_code.lower()}.thutruong"


def _named_holder(role, unit_code) -> str | None:
    return next((person.username for person in PEOPLE if (role, unit_code) in person.holdings), None)


def load_people(units) -> LoadReport:
    """The accounts and what they hold. The named ones get the demo's password, the others none they could use."""
    known = ids(Unit)
    # One hash for all: it takes a third of a second to make, and the password is printed on the front page anyway.
    named = make_password(settings.DEMO_PASSWORD)
    rows = [_named(person, known, named) for person in PEOPLE]
    holdings = [(person.username, role, known[code]) for person in PEOPLE for role, code in person.holdings]
    taken = {person.username for person in PEOPLE}
    for unit in units:
        for row, role in _of_unit(unit):
            if row["username"] not in taken:
                rows.append(row)
                holdings.append((row["username"], role, unit.pk))
    report = upsert(User, ["username"], rows, once=["password"])
    return report + _load_holdings(holdings)


def _named(person, known, password) -> dict:
    return _account(person.username, person.full_name, known[person.unit], person.position, password)


def _of_unit(unit):
    """(account, role) of the unit's officer and of its head."""
    officer, head = _positions(unit)
    chance = chance_of("people", unit.code)
    no_password = make_password(None)
    yield (
        _account(officer_name(unit.code), made_up_name(chance, unit), unit.pk, officer, no_password),
        Role.UNIT_OFFICER,
    )
    yield _account(head_name(unit.code), made_up_name(chance, unit), unit.pk, head, no_password), Role.UNIT_HEAD


def _positions(unit) -> tuple[str, str]:
    if unit.is_commune or unit.is_district:
        desk = "Công chức Văn phòng - thống kê" if unit.is_commune else "Chuyên viên Phòng Nội vụ"
        return desk, f"Chủ tịch Ủy ban nhân dân {unit.get_kind_display().lower()}"
    return "Cán bộ làm công tác thi đua, khen thưởng", "Thủ trưởng đơn vị"


def _account(username, full_name, unit_id, position, password) -> dict:
    return {
        "username": username,
        "full_name": full_name,
        "email": f"{username}@{DOMAIN}",
        "unit_id": unit_id,
        "position": position,
        "illustrative": True,
        "password": password,
    }


def made_up_name(chance: Random, unit) -> str:
    """Every second name in a commune is of the highlands' peoples, one in five elsewhere."""
    if chance.random() < (0.5 if unit.is_commune else 0.2):
        first, names = chance.choice(HIGHLAND)
        return f"{first} {chance.choice(names)}"
    middle, given = chance.choice((MEN, WOMEN))
    return f"{chance.choice(FAMILY)} {chance.choice(middle)} {chance.choice(given)}"


def _load_holdings(holdings) -> LoadReport:
    people = ids(User, "username")
    rows = [
        {"user_id": people[username], "role": str(role), "unit_id": unit_id, "basis": BASIS}
        for username, role, unit_id in holdings
    ]
    return upsert(RoleHolding, ["user_id", "role", "unit_id"], rows)
