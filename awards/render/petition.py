"""Tờ trình đề nghị khen thưởng of each office that a dossier passes, and its list, as words."""

from awards.compile.dossier_words import BY_CHAIRMAN, BY_DEPARTMENT, BY_PARENT, BY_UNIT, is_state
from awards.render.lists import counts_of, how_many, list_of, refused_of
from thidua.paper import BLANK, ILLUSTRATIVE, Annex, Para, foot, grounds, issued

TITLE = "TỜ TRÌNH"
PRIME_MINISTER = "Thủ tướng Chính phủ"


def petition_paper(text, issuer):
    """Of the unit itself."""
    asks = f"{_who_asks(text.unit, text)}, cho {how_many(text.lines)}, cụ thể:"
    return _paper(
        text, issuer, text.lines, sent=text.petition,
        to=text.receiver,
        opening=(*_simple(text), asks),
        closing=(
            *_enclosed(text),
            f"{text.unit} chịu trách nhiệm về tính chính xác của hồ sơ đề nghị khen thưởng.",
            f"Kính đề nghị {text.receiver} xem xét./.",
        ),
    )  # fmt: skip


def forward_paper(text, issuer):
    """Of the parent that sends the unit's dossier on."""
    opening = (
        f"Xét Tờ trình {text.petition.words or f'số {BLANK}'} của {text.unit} về việc đề nghị khen thưởng,",
        f"{_who_asks(text.receiver, text)}, cho {how_many(text.lines)} của {text.unit}, cụ thể:",
    )
    end = f"Kính đề nghị {text.department} thẩm định, trình cấp có thẩm quyền xem xét, quyết định./."
    return _paper(text, issuer, text.lines, sent=text.forward, to=text.department, opening=opening, closing=(end,))


def department_paper(text, issuer):
    """Of Sở Nội vụ after the appraisal: who meets the conditions, and who does not, with the reasons."""
    lines = text.proposed
    asked = text.forward.words or text.petition.words or f"số {BLANK}"
    who = text.unit if text.goes_to_department else text.receiver
    opening = (
        (
            f"Thực hiện chức năng tham mưu công tác thi đua, khen thưởng, {text.department} đã thẩm định hồ sơ đề nghị "
            f"khen thưởng của {text.unit} (Tờ trình {asked} của {who})."
        ),
        (
            f"Kết quả thẩm định: đủ điều kiện, tiêu chuẩn {how_many(lines)}; không đủ điều kiện, tiêu chuẩn "
            f"{how_many(text.ineligible)}."
        ),
        (
            f"{text.department} kính trình Chủ tịch {text.authority} xem xét, "
            f"{'trình cấp có thẩm quyền' if is_state(text) else 'quyết định'} khen thưởng, cụ thể:"
        ),
    )
    end = f"Kính trình Chủ tịch {text.authority} xem xét, quyết định./."
    return _paper(
        text, issuer, lines, sent=text.proposal, to=f"Chủ tịch {text.authority}", opening=opening, closing=(end,),
        more=_refused(text),
    )  # fmt: skip


def chairman_paper(text, issuer):
    """The draft of the Chairman's own, for what the State awards."""
    opening = (
        f"Xét đề nghị của {text.department} tại Tờ trình {text.proposal.words or f'số {BLANK}'},",
        (
            f"Chủ tịch {text.authority} kính trình {PRIME_MINISTER} xem xét, quyết định theo thẩm quyền hoặc trình Chủ "
            f"tịch nước tặng thưởng cho {how_many(text.proposed)}, cụ thể:"
        ),
    )
    end = f"Kính trình {PRIME_MINISTER} xem xét, quyết định./."
    to = f"{PRIME_MINISTER}\n(qua Bộ Nội vụ)"
    return _paper(text, issuer, text.proposed, to=to, opening=opening, closing=(end,))


def list_paper(text, issuer):
    """Danh sách đề nghị by itself: every line."""
    return issued(
        issuer,
        number="\u00a0",
        mark=_mark(text),
        title="DANH SÁCH",
        subtitle=_subject(text),
        to=_belongs_to(text, text.petition),
        blocks=list_of(text.lines) or (Para("Hồ sơ chưa có dòng đề nghị nào."),),
        copies=(),
    )


def _paper(text, issuer, lines, *, to, opening, closing, sent=None, more=()):
    stated = f"Số: {sent.number}" if sent and sent.number else f"Số: {BLANK}/TTr-{BLANK}"
    table = (counts_of(lines),) if lines else ()
    blocks = (*grounds(text.grounds), *map(Para, opening), *table, Para("(Có danh sách kèm theo.)"),
              *map(Para, closing))  # fmt: skip
    annex = Annex("DANH SÁCH", _subject(text), _belongs_to(text, sent), list_of(lines))
    return issued(
        issuer,
        number=stated,
        mark=_mark(text),
        title=TITLE,
        subtitle=_subject(text),
        to=f"Kính gửi: {to}",
        blocks=blocks,
        copies=("Như trên;", "Lưu: VT."),
        annexes=(*((annex,) if lines else ()), *more),
    )


def _refused(text):
    if not text.ineligible:
        return ()
    note = _belongs_to(text, text.proposal)
    return (Annex("DANH SÁCH", "Không đủ điều kiện, tiêu chuẩn", note, (refused_of(text.ineligible),)),)


def _who_asks(who, text):
    decider = "cấp có thẩm quyền" if is_state(text) else f"Chủ tịch {text.authority}"
    movement = f", phong trào “{text.movement}”" if text.movement else ""
    return f"{who} kính đề nghị {decider} khen thưởng: “{text.title}” ({text.occasion.lower()}{movement})"


def _simple(text):
    if text.simple:
        yield f"Đề nghị xét theo thủ tục đơn giản, thuộc trường hợp: {text.simple[:1].lower()}{text.simple[1:]}."


def _enclosed(text):
    if text.papers:
        yield f"Hồ sơ kèm theo gồm: {'; '.join(name[:1].lower() + name[1:] for name in text.papers)}."


def _subject(text):
    return f"Về việc đề nghị khen thưởng: {text.title}"


def _belongs_to(text, sent):
    words = sent.words if sent and sent.words else f"số {BLANK} ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"(Kèm theo Tờ trình {words})"


def _mark(text):
    return foot(ILLUSTRATIVE if text.illustrative else "")


PETITIONS = {
    BY_UNIT: petition_paper, BY_PARENT: forward_paper, BY_DEPARTMENT: department_paper, BY_CHAIRMAN: chairman_paper,
}  # fmt: skip
