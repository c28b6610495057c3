"""The named people of the demo. Their names are made up; what they hold follows the roles of the office."""

from dataclasses import dataclass

from units.enums import Role


@dataclass(frozen=True)
class Person:
    """`unit` and the second part of each holding are codes of units."""

    username: str
    full_name: str
    unit: str
    position: str
    holdings: tuple[tuple[str, str], ...]
    line: str  # role and unit, as the launcher prints it


WALK_DISTRICT = "615"  # huyện Đắk Hà, whose officer receives what its communes file
WALK_COMMUNE = "C23512"  # xã Đắk Mar, huyện Đắk Hà

PEOPLE = (
    Person("canbo", "Nguyễn Thị Thanh Hà", "SNNPTNT", "Chuyên viên Văn phòng Sở",
           ((Role.UNIT_OFFICER, "SNNPTNT"),), "Cán bộ thi đua, Sở Nông nghiệp và Phát triển nông thôn"),
    Person("thutruong", "Trần Quốc Bảo", "SNNPTNT", "Giám đốc Sở",
           ((Role.UNIT_HEAD, "SNNPTNT"),), "Thủ trưởng, Sở Nông nghiệp và Phát triển nông thôn"),
    Person("canbo.dakha", "Y Hlạng", WALK_DISTRICT, "Chuyên viên Phòng Nội vụ",
           ((Role.UNIT_OFFICER, WALK_DISTRICT),), "Cán bộ thi đua, huyện Đắk Hà (nhận báo cáo của các xã)"),
    Person("thutruong.dakha", "Phạm Đức Thịnh", WALK_DISTRICT, "Chủ tịch Ủy ban nhân dân huyện",
           ((Role.UNIT_HEAD, WALK_DISTRICT),), "Thủ trưởng, huyện Đắk Hà"),
    Person("canbo.xa", "A Klêng", WALK_COMMUNE, "Công chức Văn phòng - thống kê",
           ((Role.UNIT_OFFICER, WALK_COMMUNE),), "Cán bộ thi đua, xã Đắk Mar (huyện Đắk Hà)"),
    Person("thutruong.xa", "Y Díu", WALK_COMMUNE, "Chủ tịch Ủy ban nhân dân xã",
           ((Role.UNIT_HEAD, WALK_COMMUNE),), "Thủ trưởng, xã Đắk Mar (huyện Đắk Hà)"),
    Person("chuyenvien", "Lê Thị Mai Anh", "SNV", "Chuyên viên Phòng Thi đua - Khen thưởng",
           ((Role.HOME_AFFAIRS_OFFICER, "SNV"),), "Chuyên viên, Sở Nội vụ"),
    Person("truongphong", "Đặng Minh Quân", "SNV", "Trưởng phòng Thi đua - Khen thưởng",
           ((Role.HOME_AFFAIRS_MANAGER, "SNV"),), "Trưởng phòng Thi đua - Khen thưởng, Sở Nội vụ"),
    Person("giamdoc", "Hoàng Văn Lâm", "SNV", "Giám đốc Sở",
           ((Role.HOME_AFFAIRS_HEAD, "SNV"),), "Giám đốc, Sở Nội vụ"),
    Person("vanphong", "Bùi Thu Trang", "VPUBND", "Chuyên viên Phòng Nội chính",
           ((Role.OFFICE, "VPUBND"),), "Văn phòng Ủy ban nhân dân tỉnh"),
    Person("vanthu", "Ngô Thị Kim Liên", "VPUBND", "Văn thư",
           ((Role.CLERK, "VPUBND"), (Role.CLERK, "SNV")), "Văn thư, Ủy ban nhân dân tỉnh và Sở Nội vụ"),
    Person("lanhdao", "Võ Thành Nhân", "VPUBND", "Phó Chủ tịch Ủy ban nhân dân tỉnh",
           ((Role.LEADER, "VPUBND"),), "Lãnh đạo Ủy ban nhân dân tỉnh"),
    Person("uyvien", "A Nhuôi", "LDLD", "Phó Chủ tịch Liên đoàn Lao động tỉnh",
           ((Role.COUNCIL_MEMBER, "KT"),), "Ủy viên Hội đồng Thi đua - Khen thưởng tỉnh"),
    Person("quantri", "Đỗ Quang Huy", "SNV", "Quản trị cổng",
           ((Role.ADMINISTRATOR, "SNV"),), "Quản trị"),
)  # fmt: skip

ACCOUNTS = [(person.username, person.line) for person in PEOPLE]
