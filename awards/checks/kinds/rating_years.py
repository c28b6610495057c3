from dataclasses import dataclass, replace

from awards.checks import counting
from awards.checks.findings import Evidence, asks, failed, passed
from awards.checks.parameters import AwardCode, Choice, Whole, WrongParameter
from awards.checks.registry import RuleType, register
from awards.enums import Grade


@dataclass(frozen=True)
class Run:
    """Unbroken years of rating, newest first; `guessed` are those without a result, taken as fulfilled."""

    years: tuple[int, ...]
    guessed: frozenset
    best: int
    awards: tuple

    def fulfils(self, given):
        return len(self.years) >= given["years"] and self.best >= given["best"] and len(self.awards) >= given["times"]


@register
class RatingYears(RuleType):
    """n unbroken years of a grade or better, of them m excellent, and k awards within, which need not be unbroken.

    Luật 06/2022/QH15 Điều 73 khoản 1 điểm b, Điều 44 khoản 1 điểm e, Điều 43 khoản 1, Điều 74.
    """

    kind = "rating_years"
    label = "Số năm liên tục xếp loại"
    explained = "Các kỳ liền nhau xếp loại từ một mức; trong đó có số năm xuất sắc và số lần được tặng đủ như ghi."
    parameters = (
        Whole("years", "Số năm liên tục", least=1, most=40),
        Choice("at_least", "Từ mức", choices=tuple(Grade.choices)),
        Whole("best", "Trong đó hoàn thành xuất sắc (năm)", 0, most=40),
        AwardCode("code", "Trong đó được tặng", ""),
        Whole("times", "Số lần được tặng", 0, most=40),
        *counting.COUNTING,
    )

    def check(self, given):
        if bool(given["code"]) != bool(given["times"]):
            raise WrongParameter(self.parameter("times"), "ghi cùng với “Trong đó được tặng”, hoặc bỏ trống cả hai.")
        if given["best"] > given["years"]:
            raise WrongParameter(self.parameter("best"), "không thể nhiều hơn số năm liên tục.")

    def answer(self, facts, given, row):
        certain = _run(facts, given, counting.strict_view(facts, given["code"], given), guess=False)
        noted = counting.notes(facts, given)
        if certain.fulfils(given):
            text = " ".join([f"{self._has(facts, given, certain)}.", *noted])
            return passed(text, *_papers(facts, certain), counted=bool(noted))
        hoped = _run(facts, given, counting.generous_view(facts, given["code"], given), guess=True)
        if hoped.fulfils(given):
            text = f"{self._has(facts, given, certain)}; {self._needs(facts, given)}. {self._why(facts, given, hoped)}"
            return asks(text, *_papers(facts, certain), counted=bool(counting.doubts(facts, given["code"], given)))
        text = " ".join([f"{self._has(facts, given, certain)}; {self._needs(facts, given)}.", *noted])
        return failed(text, *_papers(facts, certain), counted=bool(noted))

    def _has(self, facts, given, run):
        grade = Grade(given["at_least"]).label.lower()
        words = [f"{facts.name} có {len(run.years)} năm liên tục {grade} trở lên ({facts.term.years(run.years)})"]
        words += [f"{run.best} năm xuất sắc"] if given["best"] else []
        words += [f"{len(run.awards)} lần {facts.called(given['code'])}"] if given["times"] else []
        return ", ".join(words)

    def _needs(self, facts, given):
        words = [f"cần {given['years']} năm"]
        words += [f"{given['best']} năm xuất sắc"] if given["best"] else []
        words += [f"{given['times']} lần {facts.called(given['code'])}"] if given["times"] else []
        return ", ".join(words)

    def _why(self, facts, given, hoped):
        unknown = [f"chưa có xếp loại {facts.term.years(hoped.guessed)}"] if hoped.guessed else []
        return f"Cần xem: {'; '.join([*unknown, *counting.doubts(facts, given['code'], given)])}."


def _run(facts, given, view, *, guess):
    """The run that ends with this term or, while this term has no result, the one before."""
    grades = {one.year: one.grade for one in facts.ratings if one.kind == facts.term.kind and one.year >= view.floor}
    year, found, guessed = facts.term.year, [], set()
    for year in range(facts.term.year, _lowest(facts, given, view, grades) - 1, -1):
        if (grade := grades.get(year)) is not None:
            if not counting.at_least(grade, given["at_least"]):
                break
            found.append(year)
        elif guess and year >= view.floor:
            found.append(year)
            guessed.add(year)
        elif year not in view.bridges and year != facts.term.year:
            break
    run = Run(tuple(found), frozenset(guessed), _best(found, grades, guessed), ())
    return replace(run, awards=_within(facts, run, view))


def _lowest(facts, given, view, grades):
    return min([facts.term.year - given["years"] + 1, *grades, *view.award_years])


def _best(years, grades, guessed):
    return sum(year in guessed or grades[year] == Grade.EXCELLENT for year in years)


def _within(facts, run, view):
    first = min(run.years, default=facts.term.year + 1)
    return tuple(one for one in view.awards if first <= one.year <= facts.term.year)


def _papers(facts, run):
    rated = [one for one in facts.ratings if one.kind == facts.term.kind and one.year in run.years]
    rows = [Evidence(f"Xếp loại {one.year}: {one.label}", one.paper) for one in sorted(rated, key=lambda r: r.year)]
    return (*rows, *(Evidence(f"{one.name} {one.year}", one.paper, one.url) for one in run.awards))
