"""What a unit sent, fixed at the moment of sending, and what differs between two sendings. Reading only."""

from dataclasses import dataclass
from itertools import pairwise

from movements.arithmetic import Amount, shown_value
from movements.models import Indicator
from thidua.text import format_number
from units.models import Attachment

TEXTS = {"highlights": "Kết quả nổi bật", "difficulties": "Khó khăn, tồn tại", "proposals": "Kiến nghị"}
EVIDENCE = "evidence"
PARTS = TEXTS | {EVIDENCE: "Tài liệu minh chứng"}  # what can be marked beside the boxes
SENDINGS = frozenset({"submit", "enter", "to_unit"})
SEEN_BY_RECEIVER = frozenset({"open", "enter", "to_unit", "accept", "return"})


def content_of(filing):
    """Everything that leaves the unit, as a sending freezes it: boxes, texts, files (`compile.sent`)."""
    figures = filing.figures.select_related("indicator")
    files = Attachment.objects.of(filing, EVIDENCE).order_by("pk").values("name", "size", "sha256")
    return {
        "sent": {f.indicator.code: [f.value, f.denominator, f.nothing, f.note] for f in figures},
        "filed": {"texts": {name: getattr(filing, name) for name in TEXTS}, "files": list(files)},
    }


def _texts_in(data):
    return data.get("filed", {}).get("texts")


def _files_in(data):
    """{checksum: name}, None for a sending of before files were kept with it."""
    files = data.get("filed", {}).get("files")
    return None if files is None else {file["sha256"]: file["name"] for file in files}


@dataclass(frozen=True)
class BoxChange:
    """One box before and after, as printed; `note` and `note_before` are the explanations."""

    indicator: Indicator
    before: str
    after: str
    note_before: str
    note: str


@dataclass(frozen=True)
class TextChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """What differs from what the receiver saw last."""

    boxes: tuple[BoxChange, ...]
    texts: tuple[TextChange, ...]
    files_added: tuple[str, ...]
    files_removed: tuple[str, ...]

    def __bool__(self):
        return bool(self.boxes or self.texts or self.files_added or self.files_removed)

    @property
    def has_notes(self):
        return any(one.note or one.note_before for one in self.boxes)

    @property
    def count(self):
        return len(self.boxes) + len(self.texts) + len(self.files_added) + len(self.files_removed)


def last_seen(lines):
    """The last sending that the receiver has opened, before the newest one; None when nothing was seen before.

    `lines`: the filing's timeline, oldest first. A sending recalled before it was opened was never seen.
    """
    sendings = [n for n, line in enumerate(lines) if line.step in SENDINGS]
    newest = sendings[-1] if sendings else len(lines)
    seen = None
    for start, end in pairwise(sendings):
        if end <= newest and any(line.step in SEEN_BY_RECEIVER for line in lines[start:end]):
            seen = lines[start]
    return seen


def newest_sending(lines):
    return next((line for line in reversed(lines) if line.step in SENDINGS), None)


def changes_since_seen(lines):
    """What the newest sending changed against the last one that was seen; None when nothing was seen before."""
    seen, newest = last_seen(lines), newest_sending(lines)
    return None if seen is None or newest is None else changes_between(seen.data, newest.data)


def changes_between(before, after):
    """The differences of two `content_of`; sendings of before texts and files were kept are compared by boxes only."""
    old, new = _files_in(before) or {}, _files_in(after) or {}
    both = _files_in(before) is not None and _files_in(after) is not None
    return Changes(
        boxes=tuple(_boxes(before.get("sent", {}), after.get("sent", {}))),
        texts=tuple(_texts(_texts_in(before), _texts_in(after))),
        files_added=tuple(name for key, name in new.items() if both and key not in old),
        files_removed=tuple(name for key, name in old.items() if both and key not in new),
    )


def changed_parts(before, after):
    """Codes of the boxes and names of the parts (`PARTS`) that differ."""
    old, new = before.get("sent", {}), after.get("sent", {})
    parts = {code for code in old.keys() | new.keys() if old.get(code) != new.get(code)}
    texts, files = [_texts_in(one) for one in (before, after)], [_files_in(one) for one in (before, after)]
    if None not in texts:
        parts |= {name for name in TEXTS if texts[0].get(name) != texts[1].get(name)}
    if None not in files and files[0] != files[1]:
        parts.add(EVIDENCE)
    return parts


def _boxes(old, new):
    codes = [code for code in old.keys() | new.keys() if old.get(code) != new.get(code)]
    for indicator in Indicator.objects.filter(code__in=codes).in_order() if codes else ():
        before, after = old.get(indicator.code), new.get(indicator.code)
        yield BoxChange(
            indicator, _shown(indicator, before), _shown(indicator, after), _note(before), _note(after)
        )  # fmt: skip


def _texts(old, new):
    if old is None or new is None:
        return
    for name, label in TEXTS.items():
        if old.get(name) != new.get(name):
            yield TextChange(label, old.get(name, ""), new.get(name, ""))


def _note(box):
    return box[3] if box else ""


def _shown(indicator, box):
    """A box of an event as it is printed; the two parts of a rate stand beside it."""
    if box is None or (box[0] is None and not box[2]):
        return "chưa có số"
    value, denominator, nothing, _ = box
    if nothing:
        return "không phát sinh"
    if not indicator.is_rate:
        return format_number(value, indicator.decimals)
    parts = " / ".join("–" if v is None else format_number(v, indicator.part_decimals) for v in (value, denominator))
    rate = shown_value(Amount(value, denominator), indicator) if denominator else None
    return parts if rate is None else f"{format_number(rate, indicator.decimals)} ({parts})"


# ---- what may be changed ---------------------------------------------------------------------------------------------


def last_call_back(lines):
    """The last return or unlock that still stands: nothing was sent since."""
    for line in reversed(lines):
        if line.step in ("return", "unlock"):
            return line
        if line.step in SENDINGS:
            return None
    return None


def open_parts(lines):
    """Codes of the boxes and parts that an unlock has opened; None when everything may be changed."""
    call = last_call_back(lines)
    return frozenset(call.data.get("marks", ())) if call is not None and call.step == "unlock" else None


@dataclass(frozen=True)
class Mark:
    """One thing that the receiver pointed at; `code` and `anchor` are blank for a part of the filing."""

    code: str
    name: str
    anchor: str
    remark: str


def marks_of(call):
    """What a return or an unlock points at, in the order of the form."""
    codes, remarks = call.data.get("marks", ()), call.data.get("remarks", {})
    boxes = Indicator.objects.filter(code__in=codes).in_order()
    found = [Mark(one.code, one.name, one.anchor, remarks.get(one.code, "")) for one in boxes]
    return found + [Mark("", name, "", remarks.get(part, "")) for part, name in PARTS.items() if part in codes]
