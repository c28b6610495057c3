"""What one cell means: a widget of django-import-export for each kind of cell.

`clean` is given the text of the cell ("" for a blank) and raises ValueError with words that say what to do.
"""

import re
from dataclasses import dataclass
from datetime import date

from import_export.widgets import Widget

from awards.enums import Grade, Occasion, Subject
from awards.imports.reading import is_error
from awards.imports.texts import old_font
from movements.enums import TermKind
from thidua.text import clean_line, search_key

FIRST_YEAR = 1945
OLDEST = 1900
DAY = re.compile(r"(?:ngay )?(\d{1,2}) ?(?:[/.\-]|thang) ?(\d{1,2}) ?(?:[/.\-]|nam) ?(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?)?")
SHORT_DAY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}")
SERIAL = re.compile(r"[234]\d{4}")  # how Excel keeps the days from 1954 to 2036
YEARS = re.compile(r"(?:nam |nam hoc )?(\d{4})(?: ?[-–/] ?(\d{4}))?")
SCHOOL_WORDS = "nam hoc"
NUMBER = re.compile(r"\d")


class CellWidget(Widget):
    """Blank is None unless `must` says what is then asked for; a fault of Excel's own is told first."""

    def __init__(self, must=""):
        super().__init__()
        self.must, self.meanings = must, {}  # a resource has its own copy of each widget

    def clean(self, value, row=None, **kwargs):
        if value not in self.meanings:
            self.meanings[value] = self._meaning(value or "")
        return self.meanings[value]

    def _meaning(self, text):
        if is_error(text):
            raise ValueError(
                f"Ô đang báo lỗi hoặc công thức chưa có kết quả ({text[:30]}); hãy ghi thẳng nội dung vào ô."
            )
        if not text:
            if self.must:
                raise ValueError(self.must)
            return None
        return self.read(text)

    def read(self, text):
        raise NotImplementedError


class TextWidget(CellWidget):
    def __init__(self, longest, must=""):
        super().__init__(must)
        self.longest = longest

    def read(self, text):
        if len(text) > self.longest:
            raise ValueError(f"Dài {len(text)} ký tự, nhiều nhất {self.longest}; rút gọn lại.")
        return text


class NameWidget(TextWidget):
    def read(self, text):
        if not any(ch.isalpha() for ch in text):
            raise ValueError("Tên phải có chữ; kiểm tra xem có lệch cột không.")
        if "\ufffd" in text or old_font(text):
            raise ValueError("Tên gõ bằng phông cũ (TCVN3, VNI) hoặc sai bảng mã; gõ lại bằng Unicode.")
        return super().read(text)


class ChoiceWidget(CellWidget):
    """One of a few words; `words` is {as written: value}, `offer` what the message lists."""

    def __init__(self, words, offer, must=""):
        super().__init__(must)
        self.words = {search_key(word): value for word, value in words.items()}
        self.offer = offer

    def read(self, text):
        if (key := search_key(text)) not in self.words:
            raise ValueError(f"Không hiểu “{text[:60]}”; ghi một trong: {self.offer}.")
        return self.words[key]


def _labels(enum):
    return {label: value for value, label in enum.choices} | {value: value for value in enum.values}


def _offer(enum):
    return ", ".join(label.lower() for label in enum.labels)


def subject_widget():
    words = _labels(Subject) | {
        "CN": "person", "Người": "person", "TT": "collective", "Đơn vị": "collective", "Hộ": "household",
        "Gia đình": "household", "HGĐ": "household",
    }  # fmt: skip
    return ChoiceWidget(words, _offer(Subject))


def sex_widget():
    return ChoiceWidget({"Nam": False, "Nữ": True, "Trai": False, "Gái": True}, "Nam, Nữ")


def occasion_widget():
    words = _labels(Occasion) | {
        "Phong trào": "phong_trao", "Phong trào thi đua": "phong_trao", "Chuyên đề": "phong_trao",
        "Thường xuyên": "cong_trang", "Công trạng và thành tích": "cong_trang", "Cống hiến": "cong_hien",
    }  # fmt: skip
    return ChoiceWidget(words, _offer(Occasion))


def term_widget():
    words = _labels(TermKind) | {"Công tác": TermKind.WORKING_YEAR, "Năm": TermKind.WORKING_YEAR}
    return ChoiceWidget(words, _offer(TermKind))


def grade_widget():
    words = _labels(Grade) | {
        "HTXSNV": "excellent", "HTXS nhiệm vụ": "excellent", "Hoàn thành xuất sắc": "excellent",
        "Xuất sắc": "excellent",
        "HTTNV": "good", "HTT nhiệm vụ": "good", "Hoàn thành tốt": "good", "Tốt": "good", "HTNV": "done",
        "Hoàn thành": "done", "HT nhiệm vụ": "done", "KHTNV": "not_done", "Không hoàn thành": "not_done",
    }  # fmt: skip
    return ChoiceWidget(words, _offer(Grade), must="Thiếu mức xếp loại.")


class DayWidget(CellWidget):
    """A day, day before month; never guessed from two figures of a year or from Excel's own count of days."""

    def read(self, text):
        plain = search_key(text)
        if found := DAY.fullmatch(plain):
            return _day(*reversed(found.groups()))
        if found := ISO_DAY.fullmatch(plain):
            return _day(*found.groups())
        if SHORT_DAY.fullmatch(plain):
            raise ValueError(f"“{text}” ghi năm hai chữ số; ghi đủ bốn chữ số, ví dụ 05/01/2023.")
        if SERIAL.fullmatch(plain):
            raise ValueError(
                f"“{text}” là số đếm ngày của Excel; định dạng ô là Ngày (Date) hoặc ghi lại ngày/tháng/năm."
            )
        raise ValueError(f"“{text[:40]}” không phải một ngày; ghi ngày/tháng/năm, ví dụ 05/01/2023.")


def _day(year, month, day):
    if not 1 <= int(month) <= 12:
        raise ValueError(f"Không có tháng {int(month)}; ghi theo thứ tự ngày/tháng/năm.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"Tháng {int(month)}/{year} không có ngày {int(day)}.") from None


@dataclass(frozen=True)
class TermYear:
    """The year, or the one in which the school year begins; `school` None where the text leaves it open."""

    year: int
    school: bool | None


class YearWidget(CellWidget):
    def read(self, text):
        plain = search_key(text)
        found = YEARS.fullmatch(plain)
        if found is None:
            raise ValueError(f"“{text[:40]}” không phải một năm; ghi 2022, hoặc 2021-2022 nếu là năm học.")
        first, second = (int(part) if part else None for part in found.groups())
        if second is not None and second != first + 1:
            raise ValueError(f"“{text}” không phải một năm học; năm học là hai năm liền nhau, mỗi dòng một năm.")
        if first < FIRST_YEAR:
            raise ValueError(f"Năm {first} quá sớm; kiểm tra lại.")
        school = True if second is not None or plain.startswith(SCHOOL_WORDS) else None
        return TermYear(first, school)


class BirthYearWidget(CellWidget):
    """A year, or a whole day of which only the year is kept."""

    def read(self, text):
        plain = search_key(text)
        if plain.isdecimal() and len(plain) == 4:
            year = int(plain)
        elif found := DAY.fullmatch(plain) or ISO_DAY.fullmatch(plain):
            year = int(next(part for part in found.groups() if len(part) == 4))
        else:
            raise ValueError(f"“{text[:40]}” không phải năm sinh; ghi bốn chữ số, ví dụ 1985.")
        if year < OLDEST:
            raise ValueError(f"Năm sinh {year} không hợp lý; kiểm tra lại.")
        return year


class PaperWidget(TextWidget):
    """The number of a decision or another paper."""

    def read(self, text):
        text = clean_line(re.sub(r"^(?:quyết định\s*)?số\s*:?\s+", "", text, flags=re.IGNORECASE))
        if not NUMBER.search(text):
            raise ValueError(f"“{text[:40]}” không có số; ghi cả số và ký hiệu, ví dụ 123/QĐ-UBND.")
        if DAY.fullmatch(search_key(text)):
            raise ValueError(f"“{text[:40]}” là ngày, không phải số văn bản; kiểm tra xem có lệch cột không.")
        return super().read(text)
