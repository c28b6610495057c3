"""The live checklist of a dossier: what it must hold by the law of its day, what is there, why it waits (R17)."""

from dataclasses import dataclass

from awards.compile.law import PARTY_PAPER, nearest_papers
from awards.compile.secrecy import marked
from awards.enums import Standing
from awards.models import ChecklistItem, LinePaper, Nomination
from units.models import Attachment

PETITION = "to_trinh"  # comes with the head's signature
PURPOSES = {  # what a unit may always attach, whatever the rows ask for
    "bao_cao_thanh_tich": "Báo cáo thành tích",
    "bien_ban": "Biên bản họp xét",
    "minh_chung": "Minh chứng",
    "khac": "Giấy tờ khác",
}
SIGNED = {  # comes with a signature or as the unit's own paper: nobody takes it off
    "to_trinh": "Tờ trình đã ký",
    "to_trinh_cap_tren": "Tờ trình của cấp quản lý",
    "to_trinh_snv": "Tờ trình của Sở Nội vụ",
    "thong_bao_khong_du_dieu_kien": "Thông báo không đủ điều kiện",
    "ban_giay": "Bản chụp văn bản giấy",
}
COVERS = {  # a whole report says what a short one would; a unit's paper is its tờ trình
    "bao_cao_tom_tat": "bao_cao_thanh_tich",
    PETITION: "ban_giay",
}
MOST_NAMES = 3


@dataclass(frozen=True)
class Wanted:
    """One paper of the law, of the dossier or of some of its lines. `lacking`: the lines that have none yet."""

    purpose: str
    name: str
    citation: str
    standing: str
    required: bool
    per_line: bool
    copies: int
    n_lines: int
    lacking: tuple[Nomination, ...]
    there: bool

    @property
    def judges(self):
        """Only what was read in the text itself holds a dossier back; the rest asks people."""
        return self.required and self.standing in Standing.JUDGES

    @property
    def state(self):
        if self.there:
            return "there"
        if self.purpose == PETITION:
            return "later"
        return "missing" if self.judges else "ask"

    @property
    def words(self):
        """ "báo cáo thành tích (của A Pớt, Y Ngọc và 2 dòng nữa)"."""
        name = self.name[:1].lower() + self.name[1:]
        return f"{name} (của {names(self.lacking)})" if self.per_line and self.n_lines > 1 else name

    @property
    def lacking_names(self):
        return names(self.lacking)


@dataclass(frozen=True)
class Checklist:
    """`undeclared`: lines whose declarant has not confirmed; `uncounted`: what forms 0602/0603 will lack, a warning."""

    papers: tuple[Wanted, ...]
    n_lines: int
    undeclared: tuple[Nomination, ...]
    uncounted: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def missing(self):
        return [paper.words for paper in self.papers if paper.state == "missing"]

    @property
    def asked(self):
        return [paper for paper in self.papers if paper.state == "ask"]

    @property
    def whys(self):
        """Why the dossier cannot go yet, one sentence each."""
        found = []
        if not self.n_lines:
            found.append("hồ sơ chưa có dòng đề nghị nào: thêm ít nhất một dòng.")
        if self.missing:
            found.append(f"còn thiếu: {', '.join(self.missing)}.")
        if self.undeclared:
            found.append(f"chưa ghi xác nhận kê khai của {names(self.undeclared)}.")
        if self.marks:
            found.append(f"có chữ như dấu độ mật cần xem lại ({'; '.join(self.marks)}).")
        return found

    @property
    def why(self):
        return " ".join(one[:1].upper() + one[1:] for one in self.whys)


def names(lines):
    shown = ", ".join(line.honoree.name for line in lines[:MOST_NAMES])
    rest = len(lines) - MOST_NAMES
    return f"{shown} và {rest} dòng nữa" if rest > 0 else shown


class ChecklistRows:
    """The rows of a day, read once, for any number of lines; the Party's opinion is no paper of the unit's."""

    def __init__(self, day):
        rows = ChecklistItem.objects.on(day).exclude(purpose=PARTY_PAPER)
        self.rows = list(rows.select_related("instrument"))

    def of(self, line, dossier):
        return nearest_papers(
            self.rows, line.award.code if line else "", line.honoree.subject if line else "", dossier.occasion,
            dossier.is_simple,
        )  # fmt: skip

    def purposes(self):
        """{code: name} of what may be attached by hand: the rows' papers and what was always possible."""
        named = {row.purpose: row.name for row in reversed(self.rows) if row.purpose != PETITION}
        return PURPOSES | {code: name for code, name in named.items() if code not in PURPOSES}


def purposes_on(day):
    return ChecklistRows(day).purposes()


def checklist_of(dossier, *, day):
    """The checklist of a dossier on a day, in four queries whatever the number of lines."""
    lines = list(dossier.lines.select_related("honoree__unit", "award").order_by("order", "pk"))
    files = list(Attachment.objects.of(dossier).values_list("pk", "purpose", "name"))
    of_lines = dict(LinePaper.objects.filter(line__dossier=dossier).values_list("attachment", "line"))
    held = _Held(files, of_lines)
    marks = tuple(marked(_texts(dossier, lines, files)))
    return Checklist(
        papers=tuple(held.look(*wanted) for wanted in _wanted(dossier, lines, ChecklistRows(day))),
        n_lines=len(lines),
        undeclared=tuple(line for line in lines if not line.declared_by),
        uncounted=tuple(filter(None, map(_uncounted, lines))),
        marks=() if ("; ".join(marks))[:400] == dossier.open_marks else marks,
    )


def _wanted(dossier, lines, rows):
    """(paper, the lines that want it), each paper once."""
    found = {}
    for line in lines or [None]:
        for paper in rows.of(line, dossier):
            found.setdefault(paper, []).append(line)
    return [(paper, [line for line in wanting if line]) for paper, wanting in found.items()]


class _Held:
    """What is attached: to all lines together, or to one."""

    def __init__(self, files, of_lines):
        self.common = {purpose for pk, purpose, _ in files if pk not in of_lines}
        self.own = {(of_lines[pk], purpose) for pk, purpose, _ in files if pk in of_lines}
        self.any = self.common | {purpose for _, purpose in self.own}

    def look(self, paper, lines):
        codes = {paper.purpose, COVERS.get(paper.purpose, paper.purpose)}
        common = bool(codes & self.common)
        if paper.per_line:
            lacking = [] if common else [line for line in lines if not any((line.pk, one) in self.own for one in codes)]
            there = common or (bool(lines) and not lacking)
        else:
            lacking, there = [], bool(codes & self.any)
        return Wanted(
            paper.purpose, paper.name, paper.citation, paper.standing, paper.required, paper.per_line, paper.copies,
            len(lines), tuple(lacking), there,
        )  # fmt: skip


def _texts(dossier, lines, files):
    yield "Trích yếu", dossier.title
    for line in lines:
        yield f"Dòng {line.honoree.name}", line.achievement
    for _, _, name in files:
        yield f"Tệp “{name}”", name


def _uncounted(line):
    """What forms 0602 and 0603 count and the register does not know of this line."""
    who = line.honoree
    person = who.subject == "person"
    unknown = [
        word
        for word, lacks in (
            ("nữ", person and who.female is None),
            ("dân tộc thiểu số", person and who.minority is None),
            ("vùng sâu, vùng xa của đơn vị", who.unit.remote is None),
        )
        if lacks
    ]
    return f"{who.name}: chưa rõ {', '.join(unknown)}" if unknown else ""


def missing_papers(dossier, *, day):
    """Names of the papers without which the law lets no dossier go (Luật Điều 84, 85)."""
    return checklist_of(dossier, day=day).missing
