"""Quyết định khen thưởng and its list as words, in the layout of NĐ 30/2020/NĐ-CP, Mẫu 1.2 (R32)."""

from itertools import groupby

from awards.enums import Subject
from awards.render.lists import SUBJECTS, how_many
from thidua.paper import (
    BLANK,
    ILLUSTRATIVE,
    Annex,
    Heading,
    Para,
    Table,
    day_or_pen,
    first_upper,
    foot,
    grounds,
    issued,
    numbered,
    numbered_sections,
)
from thidua.text import format_number
from thidua.words import money_words

COLUMNS = {
    Subject.COLLECTIVE: (("TT", "Tên tập thể", "Đơn vị", "Tiền thưởng (đồng)"), (9, 66, 55, 30)),
    Subject.PERSON: (
        ("TT", "Họ và tên", "Chức vụ, nghề nghiệp", "Đơn vị", "Tiền thưởng (đồng)"),
        (9, 41, 38, 44, 28),
    ),
    Subject.HOUSEHOLD: (("TT", "Hộ gia đình", "Địa bàn", "Tiền thưởng (đồng)"), (9, 66, 55, 30)),
}
LETTERS = "abcdđeghiklmnopqrstuvxy"


def decision_paper(text, issuer):
    """`text`: compile.decision_words.DecisionText; `issuer`: thidua.paper.Issuer of the day."""
    blocks = (
        Para(text.authority.upper(), "centre"),
        *_grounds(text),
        Para("QUYẾT ĐỊNH:", "centre"),
        *_first(text),
        Para(f"Điều 2. {_money(text)}", "article"),
        Para(
            f"Điều 3. Thủ trưởng các cơ quan, đơn vị liên quan và các {_whom(text)} có tên tại Điều 1 chịu trách nhiệm "
            "thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký./.",
            "article",
        ),
    )
    return issued(
        issuer,
        number=f"Số: {text.number}" if text.number else f"Số: {BLANK}/{text.symbol}",
        mark=foot(ILLUSTRATIVE if text.illustrative else ""),
        title="QUYẾT ĐỊNH",
        subtitle=text.title,
        to="",
        blocks=blocks,
        copies=("Như Điều 3;", f"{text.department};", "Lưu: VT, hồ sơ khen thưởng."),
        annexes=(_list(text),),
    )


def _grounds(text):
    """The law, then whose proposal it is; the whole is one row of grounds."""
    asked = "; ".join(text.proposals) or f"số {BLANK}"
    return grounds([*text.grounds, f"Theo đề nghị của {text.department} tại Tờ trình {asked}"])


def _first(text):
    groups = _by_award(text)
    end = "có tên trong danh sách kèm theo Quyết định này"
    if len(groups) == 1:
        [(award, grants)] = groups
        return (Para(f"Điều 1. Tặng {award} cho {how_many(_lines(grants))} {end}.", "article"),)
    rows = (
        Para(f"{LETTERS[n]}) {award}: {how_many(_lines(grants))}{'.' if n == len(groups) - 1 else ';'}")
        for n, (award, grants) in enumerate(groups)
    )
    return (Para(f"Điều 1. Khen thưởng {how_many(text.lines)} {end}, gồm:", "article"), *rows)


def _by_award(text):
    return [(award, list(rows)) for award, rows in groupby(text.grants, key=lambda one: one.line.award)]


def _lines(grants):
    return tuple(one.line for one in grants)


def _whom(text):
    held = {line.subject for line in text.lines}
    return ", ".join(label.lower() for subject, label in SUBJECTS if subject in held) or "trường hợp"


def _money(text):
    if not text.total:
        return "Tiền thưởng kèm theo thực hiện theo quy định hiện hành."
    rest = f" {text.unpriced} trường hợp thực hiện theo quy định riêng." if text.unpriced else ""
    return (
        f"Tổng số tiền thưởng kèm theo là {format_number(text.total, 0)} đồng (Bằng chữ: {money_words(text.total)}), "
        f"mức của từng trường hợp ghi tại danh sách, chi trả theo quy định về Quỹ thi đua, khen thưởng.{rest}"
    )


def _list(text):
    groups = ((award, tuple(_subjects(grants))) for award, grants in _by_award(text))
    number = text.number or f"{BLANK}/{text.symbol}"
    note = f"(Kèm theo Quyết định số {number} {day_or_pen(text.issued_on)} của {text.authority})"
    return Annex("DANH SÁCH", first_upper(text.title), note, tuple(numbered_sections(*groups)))


def _subjects(grants):
    held = [(subject, label, [one for one in grants if one.line.subject == subject]) for subject, label in SUBJECTS]
    for n, (subject, label, own) in enumerate((one for one in held if one[2]), 1):
        yield Heading(f"{n}. {label}: {len(own)}", 3)
        columns, widths = COLUMNS[subject]
        rows = numbered(_cells(one) for one in own)
        yield Table(f"grants-{subject}", columns, widths, rows, centred=frozenset({"TT", columns[-1]}))


def _cells(grant):
    line = grant.line
    posts = (line.position,) if line.subject == Subject.PERSON else ()
    money = "" if grant.bonus is None else format_number(grant.bonus, 0)
    return (line.name, *posts, line.unit, money)
