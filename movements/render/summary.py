"""Bản tổng hợp đăng ký thi đua as words, in the layout of the other papers of a registration."""

from movements.render.registration import set_table
from thidua.paper import Issuer, Para, first_upper, issued, numbered_sections

TITLE = "BẢN TỔNG HỢP ĐĂNG KÝ THI ĐUA"
NOT_SUMMED = "không cộng"


def summary_paper(head, content, *, mark=""):
    """What the units below have registered, summed up, for the body above; a part with nothing to say is not there."""
    subtitle = f"{first_upper(head.term)} (bản {head.number})" if head.number > 1 else first_upper(head.term)
    opening = Para(f"{head.unit} tổng hợp đăng ký thi đua {head.term} của {head.below} như sau:")
    end = Para(f"Trên đây là tổng hợp đăng ký thi đua {head.term} của {head.unit}./.")
    sections = numbered_sections(
        ("Tình hình đăng ký", _standing(content)),
        ("Danh hiệu, hình thức khen thưởng đăng ký", _titles(content)),
        ("Các phong trào thi đua", _movements(content)),
        ("Các chỉ tiêu đăng ký", _targets(content)),
        ("Đơn vị chưa đăng ký", _missing(content)),
    )
    issuer = Issuer(head.parent, head.unit, head.place, head.signed_on, head.signer, head.signer_title)
    return issued(
        issuer,
        mark=mark,
        title=TITLE,
        subtitle=subtitle,
        to=f"Kính gửi: {head.receiver}",
        blocks=(opening, *sections, end),
        copies=("Như trên;", "Các đơn vị đã đăng ký;", "Lưu: VT."),
    )


def _standing(content):
    yield Para(
        f"Phải đăng ký: {content.expected} đơn vị; đã gửi: {content.sent} đơn vị, trong đó đúng hạn {content.on_time}."
    )
    yield Para(
        f"Đã tiếp nhận: {content.accepted} bản, kể cả của đơn vị được đề nghị đăng ký; các số dưới đây tính trên "
        "những bản này."
    )
    if content.registered:
        yield Para(f"Đơn vị có bản đăng ký được tiếp nhận: {'; '.join(content.registered)}.")


def _titles(content):
    if content.titles:
        yield set_table("sum-titles", ((one.name, first_upper(one.group), str(one.n)) for one in content.titles))


def _movements(content):
    if content.movements:
        yield set_table("sum-movements", ((one.name, str(one.n)) for one in content.movements))


def _targets(content):
    """Summed along each indicator's own reporting line; rates and ranks say only the lowest and the highest."""
    if content.targets:
        rows = ((one.name, one.unit, one.comparison, str(one.units), one.total or NOT_SUMMED, one.lowest, one.highest)
                for one in content.targets)  # fmt: skip
        yield set_table("sum-targets", rows)
        yield Para("Chỉ cộng theo tuyến báo cáo của từng chỉ tiêu; tỷ lệ và thứ hạng không cộng.")


def _missing(content):
    for one in content.missing:
        yield Para(f"- {one.name}{' (đề nghị đăng ký)' if one.invited else ''}.")
