"""A council at work: 40 members vote on 200 lines, all at once, each as a whole request of a client of their own.

`ballots_8000`: seconds and p95_ms of one ballot while 40 clients cast theirs, and how many of the 8,000 were lost or
counted twice. On SQLite writers stand in one line; what is meant is ENGINE=postgres.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bench import Measure, province

MEMBERS, LINES = 40, 200
PATIENCE = 120  # seconds until all clients stand at the start


def data():
    """In place of the demo: units and the catalogue of awards."""
    from django.conf import settings

    from awards.load import load_catalogue
    from thidua import clock

    settings.OFFICE_CLOCK_OFFSET = province.TODAY - clock.machine_now()
    province.lay_out()
    load_catalogue()


def measures(client):
    return {"ballots_8000": Measure(Sitting().ballots_8000, repeat=1, warm=0)}


class Sitting:
    """The sitting is made when it is first asked for, and every ballot of it is cast once."""

    def ballots_8000(self):
        from django.db import connections

        sitting, items, people = self._stage()
        clients = [self._client(person) for person in people]
        barrier = threading.Barrier(MEMBERS + 1)
        said = [{"spent": [], "faults": []} for _ in people]

        def vote(n):
            try:
                barrier.wait(PATIENCE)
                self._vote(clients[n], sitting, items, n, said[n])
            finally:
                connections.close_all()

        with ThreadPoolExecutor(MEMBERS) as pool:
            waiting = [pool.submit(vote, n) for n in range(MEMBERS)]
            barrier.wait(PATIENCE)
            started = time.perf_counter()
            for one in waiting:
                one.result()
            seconds = time.perf_counter() - started
        if faults := [fault for one in said for fault in one["faults"]]:
            raise RuntimeError(f"{len(faults)} ballots were refused: {faults[:3]}")
        return self._judge(sitting, items, [one["spent"] for one in said], seconds)

    @staticmethod
    def _client(person):
        from django.test import Client

        client = Client()
        client.force_login(person)
        return client

    @staticmethod
    def _vote(client, sitting, items, n, said):
        """Line after line, each member beginning somewhere else, every third ballot a no."""
        for step in range(LINES):
            place = (step + n * 5) % LINES
            value = "refuse" if (place + n) % 3 == 0 else "agree"
            begun = time.perf_counter()
            answer = client.post(f"/hoi-dong/phien/{sitting.pk}/bo-phieu/{items[place].pk}/", {"value": value})
            said["spent"].append(time.perf_counter() - begun)
            if answer.status_code != 302:
                said["faults"].append((answer.status_code, n, place))

    @staticmethod
    def _judge(sitting, items, spent, seconds):
        from django.db.models import Count

        from awards.models import BallotChoice, CastBallot

        wanted = {item.pk: sum((place + n) % 3 == 0 for n in range(MEMBERS)) for place, item in enumerate(items)}
        no = dict(
            BallotChoice.objects.filter(item__sitting=sitting, value="refuse").values_list("item").annotate(Count("pk"))
        )
        cast, box = CastBallot.objects.filter(item__sitting=sitting), BallotChoice.objects.filter(item__sitting=sitting)
        if no != wanted:
            raise RuntimeError("the boxes do not hold what was chosen")
        doubled = cast.count() - cast.values("item", "seat").distinct().count()
        every = sorted(one for member in spent for one in member)
        return {
            "seconds": round(seconds, 1), "p95_ms": round(every[int(len(every) * 0.95)] * 1000, 1),
            "lost": MEMBERS * LINES - box.count(), "doubled": doubled + max(box.count() - cast.count(), 0),
        }  # fmt: skip

    @staticmethod
    def _stage():
        """The council, its members and an agenda of 200 lines; ballots are open."""
        from awards.enums_council import Attendance, SittingState
        from awards.models import AgendaItem, AwardType, Council, CouncilMember, Honoree, SittingSeat
        from awards.models import Sitting as Row
        from thidua import clock
        from units.models import Unit, User

        at, today = clock.now(), clock.today()
        unit = Unit.objects.get(code="KT")
        council = Council.objects.create(unit=unit, name="Hội đồng đo", decision_number="1/QĐ", decision_date=today,
                                         valid_from=today)  # fmt: skip
        people = [User.objects.create(username=f"uyvien{n}", full_name=f"Ủy viên {n}", unit=unit)
                  for n in range(MEMBERS)]  # fmt: skip
        members = CouncilMember.objects.bulk_create(
            CouncilMember(council=council, user=one, name=one.full_name, valid_from=today) for one in people
        )
        sitting = Row.objects.create(
            council=council, title="Phiên đo", starts_at=at, state=SittingState.RUNNING, ballot_from=at,
            ballot_until=at + timedelta(hours=8),
        )  # fmt: skip
        SittingSeat.objects.bulk_create(
            SittingSeat(sitting=sitting, member=one, user=one.user, name=one.name, part="member",
                        attendance=Attendance.PRESENT) for one in members
        )  # fmt: skip
        award = AwardType.objects.on(today).get(code="BK_TINH")
        honorees = [Honoree.objects.create(unit=unit, name=f"Người {n}", subject="person", person_class="direct")
                    for n in range(LINES)]  # fmt: skip
        items = AgendaItem.objects.bulk_create(
            AgendaItem(sitting=sitting, order=n, honoree=one, award=award, name=one.name, subject_matter=award.name,
                       percent=80) for n, one in enumerate(honorees)
        )  # fmt: skip
        return sitting, items, people
