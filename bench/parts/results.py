"""Registration and results with 1,000 units: the same measures with one year kept and with five.

`sql_ratio` sets our time on the server beside the same answer in hand-written SQL, below. `heat_map_year` and
`officer_queue` are the answer itself, from the person to the counted values; their pages, with session and HTML, stand
beside them as `…_page`. `open_filing`, `submit` and `save_box` are whole requests.
"""

from functools import cached_property, partial

from bench import Measure, province

PAIRS = 20  # calls of each measure, with each number of years


def data():
    """In place of the demo: the province without its filings, and the office's clock in the last quarter."""
    from django.conf import settings

    from thidua import clock

    settings.OFFICE_CLOCK_OFFSET = province.TODAY - clock.machine_now()
    province.lay_out()


def measures(client):
    first, rest = province.YEARS[-1:], province.YEARS[:-1]
    found = {"seed, 1 year": Measure(lambda: _seed(first), repeat=1, warm=0)}
    found |= {f"{name}, 1 year": measure for name, measure in _measures(client).items()}
    found["seed, 4 more years"] = Measure(lambda: _seed(rest), repeat=1, warm=0)
    return found | {f"{name}, 5 years": measure for name, measure in _measures(client).items()}


def _seed(years):
    return {"figures": province.file_years(years)}


def _measures(client):
    desk = Desk(client)
    return {
        "open_filing": Measure(desk.open_filing, repeat=PAIRS, sql=desk.sql_open_filing),
        "save_box": Measure(desk.save_box, repeat=PAIRS, sql=desk.sql_save_box),
        "submit": Measure(desk.submit, repeat=PAIRS, sql=desk.sql_submit),
        "heat_map_year": Measure(desk.heat_map_year, repeat=PAIRS, sql=desk.sql_heat_map_year),
        "heat_map_page": Measure(desk.heat_map_page, repeat=PAIRS, sql=desk.sql_heat_map_year),
        "officer_queue": Measure(desk.officer_queue, repeat=PAIRS, sql=desk.sql_officer_queue),
        "officer_queue_page": Measure(desk.officer_queue_page, repeat=PAIRS, sql=desk.sql_officer_queue),
    }


class Desk:
    """The calls, and beside each its answer in bare SQL. Rows are looked up at the first call, after the seeding."""

    def __init__(self, client):
        self.client, self.signed_in = client, ""

    # -- ours --

    def open_filing(self):
        """A district's officer opens its filing: forty boxes, last values, and the sums of 39 communes."""
        return self._page("unit_officer.H0", f"/ket-qua/{self.filing_of('H0').pk}/")

    def save_box(self):
        """One box of one's own filing, another value at each call, as the form's autosave sends it.

        Where the form has no autosave: from the person and the guarded fetch to the commit, by the action alone.
        """
        url = _url_or_none("movements:box_save", self.filing_of("H1").pk, "B07")
        value, version = self.box
        (self._save_by_action if url is None else partial(self._save_by_page, url))(value + 1, version)
        self.box = value + 1, version + 1

    def _save_by_page(self, url, value, version):
        self._be("unit_officer.H1")
        anchor = self.box_saved.indicator.anchor
        typed = {f"v-{anchor}": value, f"ver-{anchor}": version}
        response = self.client.post(url, typed, headers={"Accept": "application/json"})
        if response.status_code != 200 or response.json()["state"] != "saved":
            raise RuntimeError(f"{url}: {response.status_code}")

    def _save_by_action(self, value, version):
        from movements import actions
        from movements.models import Filing
        from thidua import clock

        person = self._fresh_person("unit_officer.H1")
        filing = Filing.objects.visible_to(person).select_related("unit", "period").get(pk=self.filing_of("H1").pk)
        box = actions.BoxInput(self.box_saved.indicator_id, version, value)
        if actions.save_boxes(filing=filing, boxes=[box], by=person, at=clock.now()).written != ["B07"]:
            raise RuntimeError("the box was not saved")

    @cached_property
    def box_saved(self):
        from movements.models import Figure

        return Figure.objects.select_related("indicator").get(filing=self.filing_of("H1"), indicator__code="B07")

    @cached_property
    def box(self):
        """(value, version) as the last call has left them."""
        return self.box_saved.value, self.box_saved.version

    def submit(self):
        """A head signs and sends; every call takes the next filing that lies ready."""
        from django.urls import reverse

        filing = self._next_to_sign()
        url = reverse("movements:filing_step", args=[filing.pk, "submit"])
        self._be(f"unit_head.{filing.unit.code}")
        response = self.client.post(url)
        filing.refresh_from_db()
        if response.status_code != 302 or filing.state != "submitted":
            raise RuntimeError(f"{url}: {response.status_code}, {filing.state}")

    def heat_map_year(self):
        """Four cells of each of the thousand units, and the sums of the quarters."""
        from movements.compile.completeness import by_period, completeness, followed_periods
        from thidua import clock

        person, today = self._fresh_person("receiver"), clock.today()
        periods = [one for one in followed_periods(person, today) if one.year == province.LAST[0]]
        board = completeness(person, periods, today=today)
        _must(len(board.cells), 4 * province.UNITS)
        _must(len(by_period(board)), 4)

    def heat_map_page(self):
        return self._page("receiver", f"/ket-qua/hoan-thanh/?nam={province.LAST[0]}")

    def officer_queue(self):
        """What stands where of all that is sent to Sở Nội vụ in the newest quarter."""
        from movements.compile import counts, open_periods, queue_rows
        from thidua import clock

        person, today = self._fresh_person("receiver"), clock.today()
        rows = queue_rows(person, open_periods(today).first(), today=today)
        _must(len(rows), province.UNITS - province.DISTRICTS * province.PER_DISTRICT)
        _must(sum(n for *_, n in counts(rows)), len(rows))

    def officer_queue_page(self):
        return self._page("receiver", "/ket-qua/")

    # -- the same in SQL --

    def sql_open_filing(self):
        _must(len(_rows(BOXES, self._box_words("H0"))), province.INDICATORS)
        _must(len(_rows(TIMELINE, [self.filing_of("H0").pk])), 1)

    def sql_save_box(self):
        from django.db import transaction

        filing = self.filing_of("H1").pk
        with transaction.atomic():
            _must(len(_rows(_held(), [filing])), 1)
            _must(_run(SAVE, [filing, "B06"]), 1)
            _must(_run(EVENT, [filing, "save", "{}"]), 1)

    def sql_submit(self):
        from django.db import transaction

        filing = self._next_to_sign()
        with transaction.atomic():
            _must(len(_rows(_held(), [filing.pk])), 1)
            _must(len(_rows(BOXES, self._box_words(filing.unit.code))), province.INDICATORS)
            _must(_run(SEND, [self.people["receiver"], filing.pk]), 1)
            _must(_run(EVENT, [filing.pk, "submit", "{}"]), 1)

    def sql_heat_map_year(self):
        _must(len(_rows(HEAT_MAP, [province.TODAY.date(), province.LAST[0]])), 4 * province.UNITS)

    def sql_officer_queue(self):
        direct = province.UNITS - province.DISTRICTS * province.PER_DISTRICT
        _must(len(_rows(QUEUE, [province.TODAY.date(), *province.LAST])), direct)

    # -- rows --

    @cached_property
    def people(self):
        from units.models import User

        return dict(User.objects.values_list("username", "pk"))

    @cached_property
    def filings(self):
        """{code of the unit: its filing of the last quarter}."""
        from movements.models import Filing

        rows = Filing.objects.filter(
            period__year=province.LAST[0], period__index=province.LAST[1], period__kind="quarter"
        )
        return {filing.unit.code: filing for filing in rows.select_related("unit", "period").order_by("unit_id")}

    def filing_of(self, code):
        return self.filings[code]

    @cached_property
    def to_sign(self):
        return iter([filing for filing in self.filings.values() if filing.state == "to_head"])

    def _next_to_sign(self):
        return next(self.to_sign)

    def _box_words(self, code):
        filing = self.filing_of(code)
        return [filing.pk, filing.unit_id, filing.period.year, filing.period.last_day, filing.period_id, filing.unit_id,
                filing.unit_id]  # fmt: skip

    def _fresh_person(self, username):
        from units.models import User

        return User.objects.get(username=username)

    def _be(self, username):
        from units.models import User

        if self.signed_in != username:  # the client's session would be one more query of each call
            self.client.force_login(User.objects.get(username=username))
            self.signed_in = username

    def _page(self, username, url):
        self._be(username)
        response = self.client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url}: {response.status_code}")
        return {"page_kb": round(len(response.content) / 1024, 1)}


def _url_or_none(route, *words):
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(route, args=words)
    except NoReverseMatch:
        return None


def _must(found, wanted):
    if found != wanted:
        raise RuntimeError(f"{found} instead of {wanted}")


def _rows(sql, words):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, words)
        return cursor.fetchall()


def _run(sql, words):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, words)
        return cursor.rowcount


def _held():
    from django.db import connection

    return f"{HOLD} FOR UPDATE" if connection.vendor == "postgresql" else HOLD


HOLD = "SELECT id, state FROM movements_filing WHERE id = %s"
SAVE = """
UPDATE movements_figure SET value = value + 1, version = version + 1, changed_at = CURRENT_TIMESTAMP
WHERE filing_id = %s AND indicator_id = (SELECT id FROM movements_indicator WHERE code = %s)
"""
SEND = """
UPDATE movements_filing SET state = 'submitted', submitted_at = CURRENT_TIMESTAMP, on_time = TRUE,
    first_submitted_at = CURRENT_TIMESTAMP, submitted_by_id = %s WHERE id = %s AND state = 'to_head'
"""
EVENT = """
INSERT INTO thidua_event
    (about, about_id, step, label, from_state, to_state, reason, note, data, at, recorded_at)
VALUES ('movements.filing', %s, %s, 'x', '', '', '', '', %s, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)
"""
TIMELINE = """
SELECT e.id, e.label, e.at, u.full_name FROM thidua_event e LEFT JOIN units_user u ON u.id = e.by_id
WHERE e.about = 'movements.filing' AND e.about_id = %s ORDER BY e.id
"""
BOXES = """
SELECT i.code, i.name, f.value, f.denominator, f."nothing", f.note, f.version, past.total, past.latest,
    below.total, below.n
FROM movements_indicator i
LEFT JOIN movements_figure f ON f.indicator_id = i.id AND f.filing_id = %s
LEFT JOIN (
    SELECT e.indicator_id, SUM(e.value) AS total, MAX(g.period_id) AS latest FROM movements_filing g
    JOIN movements_period p ON p.id = g.period_id JOIN movements_figure e ON e.filing_id = g.id
    WHERE g.unit_id = %s AND p.year >= %s - 1 AND p.last_day < %s AND g.state IN ('submitted', 'checking', 'accepted')
    GROUP BY e.indicator_id
) past ON past.indicator_id = i.id
LEFT JOIN (
    SELECT e.indicator_id, SUM(e.value) AS total, COUNT(*) AS n FROM movements_filing g
    JOIN movements_figure e ON e.filing_id = g.id
    WHERE g.period_id = %s AND g.state IN ('submitted', 'checking', 'accepted')
      AND g.unit_id IN (SELECT unit_id FROM units_placement WHERE parent_id = %s)
    GROUP BY e.indicator_id
) below ON below.indicator_id = i.id
WHERE EXISTS (
    SELECT 1 FROM movements_reportingduty d JOIN units_unit u ON u.kind = d.unit_kind OR u.id = d.unit_id
    WHERE d.indicator_id = i.id AND u.id = %s
)
ORDER BY i."order"
"""
STANDING = """
SELECT u.id, u.code, u.name, u.kind, p.id, f.id, f.submitted_at, COALESCE(x.due_on, d.due_on),
    CASE WHEN u.duty = 'invited' THEN 'not_expected'
         WHEN f.first_submitted_at IS NULL OR f.withdrawn
         THEN CASE WHEN COALESCE(x.due_on, d.due_on) < %s THEN 'overdue' ELSE 'open' END
         WHEN f.state NOT IN ('submitted', 'checking', 'accepted') THEN 'rework'
         WHEN NOT f.on_time THEN 'ok_late' ELSE 'ok_on_time' END
FROM movements_period p CROSS JOIN units_unit u
JOIN units_placement pl ON pl.unit_id = u.id AND (pl.valid_from IS NULL OR pl.valid_from <= p.last_day)
    AND (pl.valid_to IS NULL OR pl.valid_to >= p.last_day)
JOIN units_unit above ON above.id = pl.parent_id
LEFT JOIN movements_filing f ON f.unit_id = u.id AND f.period_id = p.id
LEFT JOIN movements_duedate d
    ON d.period_id = p.id AND d.level = CASE WHEN above.kind = 'tinh' THEN 'direct' ELSE 'commune' END
LEFT JOIN movements_extension x ON x.period_id = p.id AND x.unit_id = u.id
WHERE p.kind = 'quarter' AND p.basis = 'nd09' AND p.year = %s
  AND (u.valid_from IS NULL OR u.valid_from <= p.last_day) AND (u.valid_to IS NULL OR u.valid_to >= p.last_day)
  AND (u.kind IN (SELECT unit_kind FROM movements_reportingduty) OR u.id IN (
    SELECT unit_id FROM movements_reportingduty WHERE unit_id IS NOT NULL))
"""
HEAT_MAP = f"{STANDING} ORDER BY u.sort_name, p.last_day"
QUEUE = f"{STANDING} AND p.\"index\" = %s AND above.kind = 'tinh' ORDER BY u.sort_name"
