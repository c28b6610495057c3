"""What goes beyond the straight walk, by real acts: a second sending, paper typed in, more time, a deputy's paper."""

from datetime import date

from movements import actions
from movements.actions import BoxInput
from movements.checks import findings
from movements.compile import filing_sections
from movements.models import Filing, Period
from reports.demo.awards import paper
from reports.demo.people import head_name, officer_name
from reports.demo.plan import NOW, at_office
from units.actions import delegate
from units.load import LoadReport
from units.models import Delegation, RoleHolding, Unit, User

LAST_DAYS = (date(2024, 12, 16), date(2024, 12, 17), date(2024, 12, 18))
SENT_AGAIN = "STTTT"  # returned with a mark, corrected, sent again: the receiver sees only what changed
WITHOUT_ACCOUNT, WITH_ACCOUNT = "DN06", "BDT"  # both sent paper
MORE_TIME = "618"  # a district cut off by landslides
DEPUTY_OF = "SKHCN"
NOTE = "Số theo văn bản giấy, đã đối chiếu (minh họa)."


def load_flow() -> LoadReport:
    """Once; needs units, people, filings of the last quarter, reasons and due dates."""
    if Filing.objects.filter(entered_by__isnull=False).exists():
        return LoadReport(unchanged=5)
    desk = _Desk()
    desk.send_again()
    desk.type_in(WITHOUT_ACCOUNT, closed=True)
    desk.type_in(WITH_ACCOUNT)
    desk.give_more_time()
    desk.name_a_deputy()
    return LoadReport(created=5)


class _Desk:
    def __init__(self):
        year, index = NOW
        self.period = Period.objects.filed().get(year=year, index=index)
        self.officer = self.person("chuyenvien")

    def person(self, username):
        return User.objects.select_related("unit").get(username=username)

    def step(self, filing, name, by, at, **words):
        row = Filing.objects.with_names().get(pk=filing.pk)
        return actions.step_filing(filing=row, step_name=name, by=by, at=at, **words)

    def send_again(self):
        filing = Filing.objects.with_names().get(unit__code=SENT_AGAIN, period=self.period)
        officer, head = self.person(officer_name(SENT_AGAIN)), self.person(head_name(SENT_AGAIN))
        first, second, _ = LAST_DAYS
        self.step(filing, "open", self.officer, at_office(first, 380))
        figure = filing.figures.filter(indicator__entry="typed", value__gt=0).select_related("indicator").first()
        self.step(
            filing, "return", self.officer, at_office(first, 400), reason="TL-BC02", marks=[figure.indicator.code],
            remarks={figure.indicator.code: "Có số sau ngày 14/12, chỉ lấy đến ngày chốt (minh họa)."},
        )  # fmt: skip
        at = at_office(second, 60)
        box = BoxInput(figure.indicator_id, figure.version, figure.value - 1, note=figure.note)
        row = Filing.objects.with_names().get(pk=filing.pk)
        actions.save_boxes(filing=row, boxes=[box], by=officer, at=at)
        self.explain(row, officer, at)
        self.step(filing, "to_head", officer, at_office(second, 70))
        self.step(filing, "submit", head, at_office(second, 95))

    def type_in(self, code, *, closed=False):
        """From its paper; a unit without account goes to another pair of eyes, one with an account confirms."""
        unit = Unit.objects.get(code=code)
        if closed:
            RoleHolding.objects.filter(unit=unit).update(active=False)
        arrived, at = LAST_DAYS[1], at_office(LAST_DAYS[1], 420)
        scan = paper(f"Bao cao giay {code}")
        filing = actions.start_on_behalf(
            unit=unit, period=self.period, arrived_on=arrived, paper_number="45/BC", scan=scan, by=self.officer, at=at
        )
        Filing.objects.filter(pk=filing.pk).update(illustrative=True)
        filing.illustrative = True
        boxes = [box for section in filing_sections(filing) for box in section.boxes]
        actions.save_boxes(filing=filing, boxes=[_as_before(box) for box in boxes], by=self.officer, at=at)
        self.explain(filing, self.officer, at)
        self.step(filing, "enter" if closed else "to_unit", self.officer, at_office(LAST_DAYS[1], 450))

    def explain(self, filing, by, at):
        boxes = [one.box for one in findings(filing_sections(filing)) if one.blocks]
        explained = [
            BoxInput(box.indicator.pk, box.figure.version, box.figure.value, box.figure.denominator, note=NOTE)
            for box in boxes
        ]
        actions.save_boxes(filing=filing, boxes=explained, by=by, at=at)

    def give_more_time(self):
        if self.period.extensions.exists():
            return
        actions.grant_extension(
            unit=Unit.objects.get(code=MORE_TIME), period=self.period, due_on=date(2024, 12, 27), seen=None,
            reason="Sạt lở đường, mất liên lạc nhiều xã (minh họa)", by=self.officer, at=at_office(LAST_DAYS[1], 200),
        )  # fmt: skip

    def name_a_deputy(self):
        if Delegation.objects.exists():
            return
        first, _, last = LAST_DAYS
        delegate(
            unit=Unit.objects.get(code=DEPUTY_OF), holder=self.person(officer_name(DEPUTY_OF)), number="12/GUQ-SKHCN",
            signed_on=first, valid_from=last, valid_to=date(2024, 12, 31), by=self.person(head_name(DEPUTY_OF)),
            at=at_office(first, 300),
        )  # fmt: skip


def _as_before(box):
    """What the unit had filed last, or nothing."""
    if box.last is None:
        return BoxInput(box.indicator.pk, 0, nothing=True)
    denominator = box.last.denominator if box.indicator.is_rate else None
    if box.indicator.is_rate and not denominator:
        return BoxInput(box.indicator.pk, 0, nothing=True)
    return BoxInput(box.indicator.pk, 0, box.last.value, denominator)
