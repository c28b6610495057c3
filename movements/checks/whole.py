"""What is looked at in a filing as a whole: figures and words carried over from the last period."""

from movements.checks.finding import Remark
from movements.compile.history import amount_of
from thidua.text import search_key

FEWEST_BOXES = 3  # fewer may well be the same twice
FEWEST_WORDS = 8  # "Không có khó khăn gì" may be said every time
NARRATIVES = (
    ("highlights", "Kết quả nổi bật"),
    ("difficulties", "Khó khăn, tồn tại"),
    ("proposals", "Kiến nghị"),
)


def copied_boxes(sections):
    """Every box that can be compared says what it said last time; where nothing ever happens it is no wonder."""
    pairs = [(amount_of(box.figure), box.last) for section in sections for box in section.boxes]
    pairs = [(now, before) for now, before in pairs if now is not None and before is not None]
    alive = any(now.value for now, _ in pairs)
    if len(pairs) < FEWEST_BOXES or not alive or any(now != before for now, before in pairs):
        return []
    words = f"cả {len(pairs)} ô có số kỳ trước đều giữ nguyên số cũ, xem lại có phải chép báo cáo trước không"
    return [Remark("copied_boxes", "Toàn bộ số liệu", words, sections[0].anchor)]


def copied_texts(filing, before):
    """Narratives that stand word for word in the last filing; `before` is that filing's texts and period, or None."""
    return [
        Remark("copied_texts", title, f"chép nguyên văn từ báo cáo {before.period_name}", f"id_{name}")
        for name, title in NARRATIVES
        if before is not None and _same(getattr(filing, name), before.texts[name])
    ]


def _same(now, before):
    now, before = search_key(now).split(), search_key(before).split()
    return len(now) >= FEWEST_WORDS and now == before
