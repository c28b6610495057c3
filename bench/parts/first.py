"""The first walk: the pages everybody opens, and the compilation of the demo's year."""

from bench import Measure


def measures(client):
    from django.urls import reverse

    from movements.actions import start_filing
    from movements.models import Period
    from reports.compile import compile_report
    from reports.models import Report, Schedule
    from reports.render import render_pdf
    from thidua import clock
    from units.models import User

    officer, receiver = User.objects.get(username="canbo"), User.objects.get(username="chuyenvien")
    district = User.objects.get(username="canbo.dakha")
    quarter = Period.objects.get(kind="quarter", year=2024, index=4, basis="nd09")
    year = Period.objects.get(kind="year", year=2024, index=1, basis="nd09")
    filing = start_filing(unit=district.unit, period=quarter, by=district, at=clock.now())
    schedule = Schedule.objects.get(period_kind="year")
    unsigned = Report(schedule=schedule, period=year)
    compiled = []

    def page(person, url):
        def open_page():
            if client.session.get("_auth_user_id") != str(person.pk):
                client.force_login(person)
            response = client.get(url)
            if response.status_code != 200:
                raise RuntimeError(f"{url}: {response.status_code}")
            return {"page_kb": round(len(response.content) / 1024, 1)}

        return open_page

    def compile_year():
        data = compile_report(period=year, user=schedule.owner, today=clock.today(), schedule=schedule)
        compiled[:] = [data]
        return {"lines": sum(len(section.lines) for section in data.sections)}

    def render_year():
        return {"pdf_kb": round(len(render_pdf(compiled[0], report=unsigned)) / 1024, 1)}

    return {
        "public_page": page(officer, reverse("public")),
        "first_page": page(officer, reverse("home")),
        "filing_page": page(district, reverse("movements:filing_detail", args=[filing.pk])),
        "officer_queue": page(receiver, reverse("movements:filing_list")),
        "compile_year": Measure(compile_year, repeat=5, warm=1),
        "render_year": Measure(render_year, repeat=2, warm=0),
    }
