"""An administrative paper as plain values, in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I, for every room.

A room says every word of its papers here; `paper_pdf` and `paper_docx` only set them, so the two cannot disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.words import doc_day

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
BLANK = "\u00a0" * 6  # room for a pen
ILLUSTRATIVE = "dữ liệu minh họa"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
WIDTH = 160  # mm between the margins


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2

    kind = "heading"


@dataclass(frozen=True)
class Para:
    text: str
    style: str = "para"  # "ground": in italics; "centre": bold in the middle; "article": its "Điều 1." is bold

    kind = "para"

    @property
    def parts(self):
        """(bold beginning, rest): the number of an article stands out (NĐ 30/2020, Phụ lục I)."""
        if self.style != "article":
            return "", self.text
        head, dot, rest = self.text.partition(".")
        return head + dot, rest


@dataclass(frozen=True)
class Table:
    """`widths` in mm, together WIDTH; `size` of its letters in pt; `centred` names columns whose words stand in the
    middle. Tables of one `name` have the same widths."""

    name: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    size: int = 11
    centred: frozenset[str] = frozenset({"TT"})

    kind = "table"

    @property
    def cells(self):
        """Rows of (words, whether they stand in the middle)."""
        return [
            [(text, column in self.centred) for text, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]


@dataclass(frozen=True)
class Seal:
    """A second signature, left of the first: its lines, a name or room for a pen, and the day once it was given."""

    lines: tuple[str, ...]
    signer: str = ""
    signed_on: str = ""


@dataclass(frozen=True)
class Annex:
    """Phụ lục, danh sách: on a leaf of its own after the signature, with a word about what it belongs to."""

    title: str
    subtitle: str
    note: str
    blocks: tuple[Heading | Para | Table, ...]


@dataclass(frozen=True)
class Paper:
    """What is set, from top to bottom. `mark` stands at the foot of every page; `to` and `copies` may be empty."""

    mark: str
    parent: str
    unit: str
    number: str
    place_date: str
    title: str
    subtitle: str
    to: str
    blocks: tuple[Heading | Para | Table, ...]
    copies: tuple[str, ...]
    power: str
    signer: str
    seal: Seal | None = None
    annexes: tuple[Annex, ...] = ()

    @property
    def tables(self) -> list[Table]:
        every = [*self.blocks, *(block for annex in self.annexes for block in annex.blocks)]
        return [block for block in every if block.kind == "table"]


@dataclass(frozen=True)
class Issuer:
    """Who issues a paper and who signs it; `made_on` is an ISO day, empty: room for a pen."""

    parent: str
    unit: str
    place: str
    made_on: str
    signer: str
    signer_title: str


def issued(issuer: Issuer, *, number="", **words) -> Paper:
    """A paper with the head and the signature of its issuer; what is not known yet is room for a pen."""
    return Paper(
        parent=issuer.parent.upper(),
        unit=issuer.unit.upper(),
        number=number or f"Số: {BLANK}/{BLANK}",
        place_date=f"{issuer.place or BLANK}, {day_or_pen(issuer.made_on)}",
        power=issuer.signer_title.upper(),
        signer=issuer.signer,
        **words,
    )


def foot(*marks: str) -> str:
    """What stands at the foot of every page."""
    return " · ".join(filter(None, marks))


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def day_or_pen(iso: str) -> str:
    """NĐ 30/2020: "ngày 05 tháng 01 năm 2025"; without a day, room for a pen."""
    return doc_day(date.fromisoformat(iso)) if iso else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"


def text_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def grounds(lines: Iterable[str]) -> tuple[Para, ...]:
    """Each ground ends with a semicolon, the last with a full stop."""
    bare = [line.rstrip(" ;.") for line in lines]
    return tuple(Para(f"{line}{'.' if n == len(bare) else ';'}", "ground") for n, line in enumerate(bare, 1))


def numbered_sections(*parts):
    """Parts under Roman numbers; one that has nothing to say is not there and takes no number."""
    named = [(title, tuple(blocks)) for title, blocks in parts]
    for n, (title, blocks) in enumerate(part for part in named if part[1]):
        yield Heading(f"{ROMAN[n]}. {title}")
        yield from blocks


def numbered(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Rows of a table with their number in front."""
    return tuple((str(n), *row) for n, row in enumerate(rows, 1))
