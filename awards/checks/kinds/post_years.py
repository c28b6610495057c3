from datetime import date, timedelta

from awards.checks.findings import Evidence, asks, failed, passed
from awards.checks.parameters import Flag, Whole, Words, WrongParameter
from awards.checks.registry import RuleType, register
from thidua.text import search_key

DAYS_OF_A_MONTH = 31  # left-over days of several spells make a month only when any month is full


@register
class PostYears(RuleType):
    """Years in a post, for khen thưởng quá trình cống hiến; a third less for women leaders.

    NĐ 152/2025/NĐ-CP Điều 4 khoản 7 (R13): not for who falls under a later age of retirement, which the register
    does not know; so a person says it where the third decides.
    """

    kind = "post_years"
    label = "Thời gian giữ chức vụ"
    explained = "Cộng thời gian giữ các chức vụ trong quá trình công tác; nữ lãnh đạo có thể được giảm 1/3."
    parameters = (
        Words("posts", "Chức vụ, cách nhau bằng dấu chấm phẩy"),
        Whole("years", "Số năm", least=1, most=50),
        Flag("women_third", "Nữ được giảm 1/3 thời gian", help="NĐ 152/2025/NĐ-CP Điều 4 khoản 7."),
    )

    def check(self, given):
        if not _keys(given["posts"]):
            raise WrongParameter(self.parameter("posts"), "ghi ít nhất một chức vụ.")

    def answer(self, facts, given, row):
        held = [one for one in facts.posts if _named(one, given)]
        months = months_in(held, facts.record_day)
        papers = [Evidence(f"{one.position} {_span(one)}", one.unit) for one in _ordered(held)]
        said = f"{facts.name} giữ chức vụ {_words(months)}; cần {given['years']} năm"
        if months >= given["years"] * 12:
            return passed(f"{said}.", *papers)
        if undated := [one for one in held if one.valid_from is None]:
            return asks(f"{said}. {undated[0].position}: chưa ghi từ ngày nào.", *papers)
        if given["women_third"] and facts.female is not False and months >= given["years"] * 8:
            return asks(
                f"{said}, nữ lãnh đạo {_words(given['years'] * 8)}. {_to_confirm(facts)}", *papers, counted=True
            )
        return failed(f"{said}.", *papers)


def _to_confirm(facts):
    sex = "" if facts.female else "là nữ và "
    return f"Người xét xác nhận {sex}không thuộc diện nghỉ hưu ở tuổi cao hơn."


def _keys(posts):
    return [key for part in posts.split(";") if (key := search_key(part))]


def _named(post, given):
    """The post as a whole: "Phó Giám đốc Sở" is no "Giám đốc Sở"."""
    own = search_key(post.position)
    return any(own == key or own.startswith(f"{key} ") for key in _keys(given["posts"]))


def months_in(posts, day):
    """Whole months in posts up to a day, each day once; days that are left over in several spells add up."""
    whole, days = 0, 0
    for first, last in _spells(posts, day):
        months, left = _months(first, last + timedelta(days=1))
        whole, days = whole + months, days + left
    return whole + days // DAYS_OF_A_MONTH


def _spells(posts, day):
    """Spells that touch or overlap are one; oldest first."""
    spans = sorted((one.valid_from, min(one.valid_to or day, day)) for one in posts if one.valid_from is not None)
    found = []
    for first, last in spans:
        if last < first:
            continue
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _months(first, end):
    """(whole months, days left) from a day to another, which does not count."""
    months = (end.year - first.year) * 12 + end.month - first.month
    if end.day >= first.day:
        return months, end.day - first.day
    year, month = divmod(end.year * 12 + end.month - 2, 12)  # the month before `end`
    left = (end - date(year, month + 1, 1)).days - first.day + 1
    return months - 1, max(left, 0)


def _words(months):
    years, rest = divmod(months, 12)
    return " ".join([f"{years} năm"] * bool(years) + [f"{rest} tháng"] * bool(rest)) or "chưa tháng nào"


def _ordered(posts):
    return sorted(posts, key=lambda one: (str(one.valid_from), one.position))


def _span(post):
    first = f"{post.valid_from:%d/%m/%Y}" if post.valid_from else "?"
    return f"({first} – {f'{post.valid_to:%d/%m/%Y}' if post.valid_to else 'nay'})"
