"""Bản đăng ký and bản giao ước thi đua as words, in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I.

Every word of the paper is here; PDF and Word only set it, so the two cannot disagree.
"""

from dataclasses import replace
from itertools import groupby

from thidua.clock import office_date
from thidua.paper import (
    ILLUSTRATIVE,
    Heading,
    Issuer,
    Para,
    Seal,
    Table,
    first_upper,
    foot,
    grounds,
    issued,
    numbered,
    numbered_sections,
    text_lines,
)

TABLES = {
    # (columns, their widths in mm: together 160)
    "movements": (("TT", "Tên phong trào", "Mục tiêu", "Thời gian phát động", "Thời gian tổng kết"),
                  (9, 58, 49, 22, 22)),
    "targets": (("TT", "Nội dung chỉ tiêu", "Đơn vị tính", "Thực hiện {last}", "Đăng ký {term}", "Nguồn kiểm chứng",
                 "Ghi chú"), (9, 43, 17, 27, 22, 22, 20)),
    "collective": (("TT", "Tên tập thể", "Phân loại", "Danh hiệu, hình thức", "Ghi chú"), (9, 52, 29, 44, 26)),
    "person": (("TT", "Mã", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ, phòng ban", "Lãnh đạo", "Danh hiệu",
                "Sáng kiến dự kiến, ghi chú"), (8, 16, 25, 19, 11, 25, 11, 23, 22)),
    "household": (("TT", "Tên chủ hộ", "Địa chỉ", "Hình thức", "Ghi chú"), (9, 42, 51, 32, 26)),
    "sum-titles": (("TT", "Danh hiệu, hình thức", "Đối tượng", "Số đăng ký"), (9, 92, 32, 27)),
    "sum-movements": (("TT", "Phong trào", "Số đơn vị tham gia"), (9, 119, 32)),
    "sum-targets": (("TT", "Chỉ tiêu", "Đơn vị tính", "Phép so", "Số đơn vị", "Cộng", "Thấp nhất", "Cao nhất"),
                    (9, 45, 17, 20, 13, 18, 19, 19)),
}  # fmt: skip
SIZES = {"person": 10}  # pt, where not 11
SUBJECTS = (("collective", "Tập thể"), ("person", "Cá nhân"), ("household", "Hộ gia đình"))
CENTRED = frozenset({"TT", "Đơn vị tính", "Thời gian phát động", "Thời gian tổng kết", "Ngày sinh", "Giới tính",
                     "Lãnh đạo", "Mã", "Số đăng ký", "Số đơn vị", "Số đơn vị tham gia"})  # fmt: skip


def registration_paper(content, *, mark="", amendment=0):
    """Bản đăng ký thi đua. `amendment` counts from 1; 0 is the registration as first accepted."""
    opening = Para(f"{content.unit} đăng ký thi đua {content.term} với các nội dung sau:")
    sections = numbered_sections(
        ("Thông tin chung", _general(content)),
        ("Các phong trào thi đua", _movements(content)),
        ("Các chỉ tiêu đăng ký", _targets(content)),
        ("Danh hiệu, hình thức khen thưởng đăng ký", _titles(content)),
    )
    blocks = (*grounds(text_lines(content.basis)), opening, *sections, *_closing(content))
    return _paper(content, mark, "BẢN ĐĂNG KÝ THI ĐUA", with_amendment(first_upper(content.term), amendment), blocks)


def pact_paper(content, *, mark="", amendment=0, seal=None):
    """Bản giao ước thi đua: groups of commitments, then the targets; `seal` is the signature of the cluster's head."""
    opening = (
        f"{content.unit} cam kết thực hiện giao ước thi đua {content.term}"
        f"{f' trong {content.cluster}' if content.cluster else ''} với các nội dung sau:"
    )
    end = Para(f"{content.unit} quyết tâm thực hiện đầy đủ các nội dung giao ước trên./.")
    blocks = (*grounds(text_lines(content.basis)), Para(opening), *_pact(content), *_pact_targets(content), end)
    paper = _paper(content, mark, "BẢN GIAO ƯỚC THI ĐUA", with_amendment(first_upper(content.term), amendment), blocks)
    return replace(paper, seal=_seal(seal)) if seal else paper


def _seal(words):
    """`words`: compile.pacts.SealWords."""
    lines = tuple(line.upper() for line in (words.title, words.office) if line)
    return Seal(lines, words.signer, f"Ký ngày {office_date(words.at):%d/%m/%Y}" if words.at else "")


PAPERS = {"dang-ky": ("Bản đăng ký thi đua", registration_paper), "giao-uoc": ("Bản giao ước thi đua", pact_paper)}


def _paper(content, mark, title, subtitle, blocks):
    issuer = Issuer(
        content.parent, content.unit, content.place, content.made_on, content.signer, content.signer_title
    )  # fmt: skip
    return issued(
        issuer,
        mark=foot(mark, ILLUSTRATIVE if content.illustrative else ""),
        title=title,
        subtitle=subtitle,
        to=f"Kính gửi: {content.receiver}",
        blocks=tuple(blocks),
        copies=("Như trên;", *((f"{content.cluster};",) if content.cluster else ()), "Lưu: VT."),
    )


def with_amendment(text, amendment):
    return f"{text} (điều chỉnh lần {amendment})" if amendment else text


def _general(content):
    if content.subject_class:
        yield Para(f"Phân loại đối tượng: {content.subject_class}.")
    if content.cluster:
        yield Para(f"Cụm, khối thi đua: {content.cluster}.")
    yield from (Para(line) for line in text_lines(content.description))


def _movements(content):
    if not content.movements:
        yield Para("Không đăng ký phong trào nào.")
        return
    rows = ((one.name, one.objective, one.launched, one.closing) for one in content.movements)
    yield set_table("movements", rows)
    for one in content.movements:
        first, *rest = text_lines(one.commitment) or [""]
        if first:
            yield Para(f"Cam kết thực hiện phong trào “{one.name}”: {first}")
            yield from (Para(line) for line in rest)


def _target_table(content):
    rows = ((f"{one.name} ({one.direction})", one.unit, _with_source(one), one.target, one.verified_by, one.note)
            for one in content.targets)  # fmt: skip
    return set_table("targets", rows, last=content.last_term, term=content.term)


def _with_source(one):
    return f"{one.last} ({one.last_source})" if one.last else ""


def _targets(content):
    yield _target_table(content) if content.targets else Para("Không đăng ký chỉ tiêu nào.")


def _titles(content):
    if not content.titles:
        yield Para("Không đăng ký danh hiệu, hình thức khen thưởng.")
    held = [(s, label, [one for one in content.titles if one.subject == s]) for s, label in SUBJECTS]
    for n, (subject, label, rows) in enumerate((one for one in held if one[2]), 1):
        yield Heading(f"{n}. {label}", 3)
        yield set_table(subject, (_TITLE_ROWS[subject](one) for one in rows))


_TITLE_ROWS = {
    "collective": lambda one: (one.name, one.group, one.title, one.note),
    "person": lambda one: (
        one.staff_code, one.name, one.born_on, one.sex, _joined(one.position, one.department), one.leads, one.title,
        _joined(one.initiative, one.note),
    ),
    "household": lambda one: (one.name, one.address, one.title, one.note),
}  # fmt: skip


def _joined(*parts):
    return ", ".join(part for part in parts if part)


def _pact(content):
    groups = groupby(content.pact, key=lambda one: one.group)
    for n, (name, rows) in enumerate(groups, 1):
        yield Heading(f"{n}. {name}")
        for one in rows:
            first, *rest = text_lines(one.text)
            yield Para(f"- {one.criterion}: {first}")
            yield from (Para(line) for line in rest)
    if not content.pact:
        yield Para("Chưa ghi nội dung giao ước.")


def _pact_targets(content):
    if content.targets:
        yield Heading(f"{len({one.group for one in content.pact}) + 1}. Chỉ tiêu giao ước")
        yield _target_table(content)


def _closing(content):
    if content.drafter:
        yield Para(f"Người lập: {_joined(content.drafter, content.drafter_title)}.")
    yield Para(f"Trên đây là nội dung đăng ký thi đua {content.term} của {content.unit}./.")


def set_table(name, rows, **names):
    columns, widths = TABLES[name]
    named = tuple(column.format(**names) for column in columns)
    return Table(name, named, widths, numbered(rows), size=SIZES.get(name, 11), centred=CENTRED)
