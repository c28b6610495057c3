"""The lines of a dossier as tables: who is proposed for what, and who does not meet the conditions."""

from itertools import groupby

from awards.compile.dossier_words import counted
from awards.enums import Subject
from thidua.paper import Heading, Table, numbered, numbered_sections

SUBJECTS = (
    (Subject.COLLECTIVE, "Tập thể"),
    (Subject.PERSON, "Cá nhân"),
    (Subject.HOUSEHOLD, "Hộ gia đình"),
)
COLUMNS = {
    Subject.COLLECTIVE: (("TT", "Tên tập thể", "Đơn vị", "Tóm tắt thành tích"), (9, 48, 43, 60)),
    Subject.PERSON: (("TT", "Họ và tên", "Chức vụ, nghề nghiệp", "Đơn vị", "Tóm tắt thành tích"), (9, 34, 30, 34, 53)),
    Subject.HOUSEHOLD: (("TT", "Hộ gia đình", "Địa bàn", "Tóm tắt thành tích"), (9, 48, 43, 60)),
}
COUNTS = (("TT", "Danh hiệu, hình thức", "Tập thể", "Cá nhân", "Hộ gia đình", "Cộng"), (9, 71, 20, 20, 20, 20))
REFUSED = (("TT", "Tên", "Danh hiệu, hình thức đề nghị", "Lý do", "Căn cứ"), (9, 37, 34, 45, 35))
FIGURES = frozenset({"TT", "Tập thể", "Cá nhân", "Hộ gia đình", "Cộng"})


def list_of(lines):
    """The lines under their award, and within it by kind of subject; nothing for no lines."""
    groups = groupby(sorted(lines, key=lambda line: (line.order, line.award)), key=lambda line: line.award)
    return tuple(numbered_sections(*(_award(award, list(rows)) for award, rows in groups)))


def _award(award, rows):
    return f"{award}: {len(rows)} trường hợp", tuple(_subjects(rows))


def _subjects(rows):
    held = [(subject, label, [row for row in rows if row.subject == subject]) for subject, label in SUBJECTS]
    for n, (subject, label, own) in enumerate((one for one in held if one[2]), 1):
        yield Heading(f"{n}. {label}: {len(own)}", 3)
        columns, widths = COLUMNS[subject]
        yield Table(f"list-{subject}", columns, widths, numbered(_cells(row) for row in own))


def _cells(row):
    posts = (row.position,) if row.subject == Subject.PERSON else ()
    return (row.name, *posts, row.unit, row.achievement)


def counts_of(lines):
    """How many are proposed for each award, by kind of subject, with the sums."""
    columns, widths = COUNTS
    *rows, last = [tuple(str(value) for value in row) for row in counted(lines)]
    return Table("list-counts", columns, widths, (*numbered(rows), ("", *last)), centred=FIGURES)


def refused_of(lines):
    """Who does not meet the conditions, for what coded reason, by which article where it was read."""
    columns, widths = REFUSED
    rows = numbered((_named(line), line.award, line.reason, line.ground) for line in lines)
    return Table("list-refused", columns, widths, rows, size=10)


def _named(line):
    return ", ".join(part for part in (line.name, line.position, line.unit) if part)


def how_many(lines):
    """ "05 trường hợp (02 tập thể, 03 cá nhân)"."""
    numbers = [(sum(line.subject == subject for line in lines), label.lower()) for subject, label in SUBJECTS]
    parts = ", ".join(f"{n:02d} {label}" for n, label in numbers if n)
    return f"{len(lines):02d} trường hợp ({parts})" if parts else "00 trường hợp"
