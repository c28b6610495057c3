"""The register and the check at a province's size: 100,000 honorees, 300,000 past awards, 10,000 open lines.

`check_200_lines` is the check alone, `check_page` the overview of the same dossier as a whole request; `import_10000`
is the wizard's check of a list of 10,000 rows, from the file to what the preview shows.
"""

from datetime import UTC, date, datetime
from functools import cached_property
from io import BytesIO

from bench import Measure, province

HONOREES, AWARDS, DOSSIERS, LINES, BIG, ROWS = 100_000, 300_000, 196, 50, 200, 10_000
CODES = ("CSTDCS", "LDTT", "BK_TINH")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Y", "A", "Hoàng", "Đặng", "Bùi", "Võ")
MIDDLE = ("Thị", "Văn", "Ngọc", "Minh", "Đức", "Hữu", "Thanh", "Xuân", "Quốc", "Kim")
GIVEN = ("Thanh", "Bình", "Hồng", "Đrông", "Hiền", "Sương", "Cường", "Loan", "Phiên", "Thớp", "Víu", "Nhing", "Sơn")
SENT_AT = datetime(2025, 12, 1, 2, tzinfo=UTC)
ASKED = ("ngoc hong", "thi suong", "le van", "dang kim th", "a minh nhing")


def data():
    """In place of the demo: units, the law, people with their past, dossiers that are being appraised."""
    from django.conf import settings

    from awards.load import load_catalogue, load_law
    from thidua import clock

    settings.OFFICE_CLOCK_OFFSET = province.TODAY - clock.machine_now()
    province.lay_out()
    load_catalogue()
    load_law()
    people = _people()
    _past(people)
    _dossiers(people)


def _people():
    """Keys of the honorees; a unit has a hundred of them."""
    from awards.models import Honoree
    from thidua.text import search_key, sort_key
    from units.models import Unit

    units = list(Unit.objects.exclude(code="KT").order_by("pk").values_list("pk", flat=True))
    rows = []
    for n in range(HONOREES):
        name = f"{FAMILY[n % 10]} {MIDDLE[n // 10 % 10]} {GIVEN[n // 100 % 13]} {n // 1300}"
        rows.append(Honoree(
            subject="person", name=name, unit_id=units[n % len(units)], position="Chuyên viên", person_class="direct",
            search_name=search_key(name), sort_name=sort_key(name),
        ))  # fmt: skip
    made = Honoree.objects.bulk_create(rows, batch_size=province.BATCH)
    return [row.pk for row in made]


def _past(people):
    """Three past awards each, a rating of the last year and, for one in ten, an initiative."""
    from awards.models import HeldAward, Initiative, Rating

    HeldAward.objects.bulk_create(
        (
            HeldAward(
                honoree_id=people[n % HONOREES], award_code=CODES[n % 3], award_name=CODES[n % 3],
                year=2022 + n // HONOREES, decision_number=f"{n % 900}/QĐ", source="imported", issuer="UBND tỉnh",
                decided_on=date(2022 + n // HONOREES, 12, 20), occasion="cong_trang", achievement=f"Việc số {n}",
            )
            for n in range(AWARDS)
        ),
        batch_size=province.BATCH,
    )  # fmt: skip
    Rating.objects.bulk_create(
        (Rating(honoree_id=key, year=2025, grade="excellent") for key in people), batch_size=province.BATCH
    )
    Initiative.objects.bulk_create(
        (
            Initiative(honoree_id=key, title=f"Sáng kiến {n}", scope="province", year=2025, paper_number="7/QĐ",
                       paper_date=date(2025, 11, 1), search_name=f"sang kien {n}")
            for n, key in enumerate(people[::10])
        ),
        batch_size=province.BATCH,
    )  # fmt: skip


def _dossiers(people):
    """196 dossiers of 50 lines and one of 200: 10,000 open lines, all being appraised."""
    from awards.models import AwardType, Dossier, Nomination
    from units.models import Unit

    office, units = Unit.objects.get(code="SNV"), list(Unit.objects.filter(code__startswith="U").order_by("pk")[:197])
    awards = [AwardType.objects.on(date(2025, 12, 1)).get(code=code) for code in ("BK_TINH", "CSTD_TINH")]
    sizes, taken = [LINES] * DOSSIERS + [BIG], iter(people)
    for unit, size in zip(units, sizes, strict=True):
        dossier = Dossier.objects.create(
            unit=unit, receiver=office, title=f"Thành tích năm 2025 của {unit.code}", occasion="cong_trang",
            state="appraising", first_sent_at=SENT_AT, arrived_at=SENT_AT, received_at=SENT_AT, stage_since=SENT_AT,
            created_at=SENT_AT,
        )  # fmt: skip
        Nomination.objects.bulk_create(
            Nomination(dossier=dossier, honoree_id=next(taken), award=awards[n % 2], order=n, achievement=f"Việc {n}")
            for n in range(size)
        )


def measures(client):
    desk = Desk(client)
    desk.workbook  # noqa: B018 - made before the clock runs
    return {
        "check_200_lines": Measure(desk.check_200_lines, repeat=10),
        "check_50_lines": Measure(desk.check_50_lines, repeat=10),
        "check_page": Measure(desk.check_page, repeat=5),
        "queue_page": Measure(desk.queue_page, repeat=10),
        "honoree_search": Measure(desk.honoree_search, repeat=50),
        "honoree_search_page": Measure(desk.honoree_search_page, repeat=20),
        "import_10000": Measure(desk.import_10000, repeat=1, warm=0),
    }


class Desk:
    """The calls, as Sở Nội vụ's officer makes them."""

    def __init__(self, client):
        self.client, self.signed_in, self.turn = client, False, 0

    @cached_property
    def officer(self):
        from units.models import User

        return User.objects.get(username="receiver")

    @cached_property
    def big(self):
        from awards.models import Dossier

        return Dossier.objects.order_by("-pk").first()

    def check_200_lines(self):
        return self._check(self.big, BIG)

    def check_50_lines(self):
        from awards.models import Dossier

        return self._check(Dossier.objects.order_by("pk").first(), LINES)

    def _check(self, dossier, size):
        from awards.compile.checking import check_dossier
        from thidua import clock

        checked = check_dossier(dossier, today=clock.today())
        if len(checked) != size or not all(one.findings for one in checked):
            raise RuntimeError("lines were not checked")
        return {"findings": sum(len(one.findings) for one in checked)}

    def check_page(self):
        return self._page(f"/khen-thuong/{self.big.pk}/tieu-chuan/")

    def queue_page(self):
        return self._page("/khen-thuong/")

    def honoree_search(self):
        """A part of a name without its marks, in the register of the whole province: the first page of rows."""
        from awards.compile.honorees import Asked, honorees_asked
        from thidua import clock

        rows, _ = honorees_asked(self.officer, Asked(words=self._words()), today=clock.today())
        if not list(rows[:50]):
            raise RuntimeError("nobody was found")

    def honoree_search_page(self):
        return self._page(f"/doi-tuong/?tim={self._words().replace(' ', '+')}")

    def _words(self):
        self.turn += 1
        return ASKED[self.turn % len(ASKED)]

    def import_10000(self):
        """Read, recognised, held against the register, kept."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        from awards.actions.imports import keep_list
        from thidua import clock

        upload = SimpleUploadedFile("Danh sách.xlsx", self.workbook)
        batch = keep_list(kind="awards", upload=upload, by=self.officer, at=clock.now())
        if batch.n_rows != ROWS or batch.n_faulty:
            raise RuntimeError(f"{batch.n_rows} rows, {batch.n_faulty} wrong: {batch.outcome['faults'][:3]}")
        return {"rows": batch.n_rows, "new": batch.n_new, "asked": batch.n_asked}

    @cached_property
    def workbook(self):
        """Ten thousand people of the register, each with one decision that it does not have yet."""
        import xlsxwriter

        from awards.imports.columns import COLUMNS
        from awards.models import Honoree

        columns, target = COLUMNS["awards"], BytesIO()
        people = Honoree.objects.order_by("pk").values_list("name", "unit__code")[:ROWS]
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Danh sách")
            sheet.write_row(0, 0, [column.title for column in columns])
            for n, (name, unit) in enumerate(people, 1):
                told = {
                    "order": str(n), "name": name, "subject": "Cá nhân", "unit": unit, "position": "Chuyên viên",
                    "award": "Chiến sĩ thi đua cơ sở", "occasion": "Công trạng", "year": "2025",
                    "number": f"{n % 700}/QĐ-X", "date": "15/12/2025", "issuer": "Ủy ban nhân dân tỉnh",
                }  # fmt: skip
                sheet.write_row(n, 0, [told.get(column.key, "") for column in columns])
        return target.getvalue()

    def _page(self, url):
        if not self.signed_in:
            self.client.force_login(self.officer)
            self.signed_in = True
        response = self.client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url}: {response.status_code}")
        return {"page_kb": round(len(response.content) / 1024, 1)}
