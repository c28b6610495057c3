"""Every route of the site × every person: what they get. A route without a row breaks the build."""

import datetime as dt
from copy import copy

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from movements.workflow import FILING
from reports.workflow import REPORT
from tests.access import (
    api,
    checks,
    complete,
    consultations,
    councils,
    dashboard,
    desk,
    dictionary,
    dossiers,
    eligibility,
    entry,
    excel,
    external,
    flow,
    form,
    honorees,
    implementation,
    imports,
    inquiries,
    issuing,
    law,
    nurturing,
    opinions,
    pacts,
    papers,
    public,
    register,
    registrations,
    remind,
    revocations,
    submissions,
    typical,
)
from tests.access.people import EVERYONE, PROVINCE, WHO, only
from tests.conftest import OFFICE_MORNING, kept, unpacked, without_snapshot
from tests.factories import DirectiveFactory, FigureFactory, FilingFactory
from tests.scene import PDF, compiled_report, pdf_upload
from thidua import clock
from units.actions import attach_file
from units.models import Notice

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
OWN = ("canbo", "thutruong")

SEES_FILING = (*OWN, *PROVINCE)
FORBIDDEN = dict.fromkeys(SEES_FILING, 403)
EXPECTED = {
    # route: (method, arguments, who gets what)
    "home": ("get", (), only(EVERYONE)),
    "health": ("get", (), only(EVERYONE, also={"anonymous": 200})),
    "units:notice_list": ("get", (), only(EVERYONE)),
    "units:notice_read_all": ("post", (), only(EVERYONE, 302)),
    "units:notice_open": ("post", ("notice",), only(["canbo"], 302)),
    "units:attachment_download": ("get", ("attachment",), only(SEES_FILING)),
    "movements:movement_list": ("get", (), only(EVERYONE)),
    "movements:movement_detail": ("get", ("movement",), only(EVERYONE)),
    "movements:directive_detail": ("get", (), only(EVERYONE)),
    "movements:filing_list": ("get", (), only(EVERYONE)),
    "movements:filing_start": (
        "post", ("period",), only(["canbo", "canbo_khac", "canbo_dakha", "canbo_xa"], 302, others=403),
    ),
    "movements:filing_detail": ("get", ("filing",), only(SEES_FILING)),
    "movements:filing_save": ("post", ("filing",), only((), others=404, also=FORBIDDEN)),  # it has been sent
    "movements:evidence_add": ("post", ("filing",), only((), others=404, also=FORBIDDEN)),
    "movements:evidence_remove": ("post", ("filing", "attachment"), only((), others=404, also=FORBIDDEN)),
    "movements:box_children": ("get", ("filing", "code"), only(SEES_FILING)),
    "reports:report_list": ("get", (), only(PROVINCE, others=403)),
    "reports:report_detail": ("get", ("report",), only(PROVINCE)),
    "reports:run_detail": ("get", ("run",), only(PROVINCE, 302)),  # without HTMX it leads to the list
    "reports:figure_detail": ("get", ("report", "code"), only(PROVINCE)),
    "reports:schedule_run": (
        "post", ("schedule",), only(["chuyenvien", "truongphong"], 302, also=dict.fromkeys(
            ("giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"), 403)),
    ),
    "reports:report_test": (
        "post", ("report",), only(["chuyenvien", "truongphong"], 302, also=dict.fromkeys(
            ("giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"), 403)),
    ),
    "reports:delivery_again": (
        "post", ("delivery",), only(["chuyenvien", "truongphong"], 302, also=dict.fromkeys(
            ("giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"), 403)),
    ),
}  # fmt: skip
# Steps of the sent filing: who may take each; a step that does not apply is refused in words (302), not forbidden.
FILING_STEPS = {
    "to_head": ["canbo"], "hand_back": ["thutruong"], "submit": ["thutruong"], "recall": ["thutruong"],
    "open": ["chuyenvien", "truongphong"], "accept": ["chuyenvien", "truongphong"],
    "return": ["chuyenvien", "truongphong"], "unlock": ["chuyenvien", "truongphong"],
    "enter": [], "to_unit": [], "confirm": ["thutruong"], "dispute": ["thutruong"],
}  # fmt: skip
REPORT_STEPS = {
    "to_lead": ["chuyenvien"], "to_head": ["truongphong"], "send_back": ["truongphong", "giamdoc"],
    "sign": ["giamdoc"], "issue": ["vanthu"],
}  # fmt: skip
STEP_ROUTES = {
    "movements:filing_step": (FILING, FILING_STEPS, "filing", SEES_FILING),
    "reports:report_step": (REPORT, REPORT_STEPS, "report", PROVINCE),
}
# Each room brings its rows and its own stage.
AREAS = (
    api,
    checks,
    complete,
    consultations,
    councils,
    dashboard,
    desk,
    dictionary,
    dossiers,
    eligibility,
    entry,
    excel,
    external,
    flow,
    form,
    honorees,
    implementation,
    imports,
    inquiries,
    issuing,
    law,
    nurturing,
    opinions,
    pacts,
    papers,
    public,
    register,
    registrations,
    remind,
    revocations,
    submissions,
    typical,
)
STAGES = {}
for area in AREAS:
    assert not set(EXPECTED) & set(area.ROWS)
    EXPECTED |= area.ROWS
    STEP_ROUTES |= area.STEPS
    STAGES |= dict.fromkeys([*area.ROWS, *area.STEPS], area.stage)
THIRD_PARTY = ("account", "admin")  # walked as a whole below


def route_names(resolver=None, namespace=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from route_names(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def is_third_party(name):
    return name.startswith("account_") or name.partition(":")[0] in THIRD_PARTY


def first_walk(world):
    """A sent filing with a file, a notice to its officer, a compiled report."""
    DirectiveFactory()
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], sent=True,
        submitted_by=world.thutruong,
    )  # fmt: skip
    FigureFactory(filing=filing, indicator=world.indicators["forest"])
    confirmed = FilingFactory(
        unit=world.units["611"], period=world.periods[4], receiver=world.units["SNV"], confirmed=True
    )
    FigureFactory(filing=confirmed, indicator=world.indicators["houses"])
    attachment = attach_file(owner=filing, purpose="evidence", upload=pdf_upload(), by=world.canbo, at=AT)
    notice = Notice.objects.create(to=world.canbo, kind="returned", text="Trả lại", url="/", at=AT)
    report = compiled_report(world)
    return {
        "filing": filing.pk, "attachment": attachment.pk, "notice": notice.pk, "period": world.periods[3].pk,
        "movement": world.indicators["forest"].movement.key, "code": "D2.33", "report": report.pk,
        "schedule": report.schedule_id, "run": report.run_id, "delivery": report.deliveries.first().pk,
    }  # fmt: skip


@pytest.fixture(scope="module")
def stage(request, kept_world, django_db_blocker, _media_folder):
    """What a room's routes are asked about, and everybody's session: made once for all routes of the room.

    A room's rows never meet another room's; what a request changes, its test takes back.
    """
    office = override_settings(OFFICE_CLOCK_OFFSET=OFFICE_MORNING - clock.machine_now(), MEDIA_ROOT=_media_folder)
    with kept(django_db_blocker):
        with django_db_blocker.unblock(), office, pytest.MonkeyPatch.context() as patch:
            quick_papers(patch)
            world = unpacked(kept_world)
            made = request.param(world), {who: signed_in(world, who) for who in WHO}
        yield made


def quick_papers(patch):
    """What a paper says and looks like is asked elsewhere."""
    without_snapshot(patch)
    patch.setattr("reports.actions.runs.render_pdf", lambda data, report: PDF)
    patch.setattr("movements.views.receipt.render_receipt", lambda sending: PDF)


@pytest.fixture(autouse=True)
def _quick_papers(monkeypatch):
    quick_papers(monkeypatch)


def signed_in(world, who):
    """The cookies of somebody who has signed in; strangers have none."""
    client = Client()
    if who != "anonymous":
        client.force_login(world.people[who])
    return client.cookies


def by_room(*columns, rows):
    """Rows whose first column is a route, with the stage of its room before them: one room is asked after the other."""
    rooms = [first_walk, *(area.stage for area in AREAS)]
    staged = sorted(((STAGES.get(row[0], first_walk), *row) for row in rows), key=lambda row: rooms.index(row[0]))
    values = [pytest.param(*row, id="-".join(row[1:])) for row in staged]
    return pytest.mark.parametrize(("stage", *columns), values, indirect=["stage"], scope="module")


def test_every_route_is_listed():
    listed = set(EXPECTED) | set(STEP_ROUTES)
    assert {name for name in route_names() if not is_third_party(name)} == listed


def become(client, cookies):
    client.cookies = copy(cookies)


def ask(client, method, route, arguments):
    response = getattr(client, method)(reverse(route, args=arguments))
    if response.streaming:
        list(response.streaming_content)  # read to its end, a file closes itself
    return response.status_code


def asked(answers):
    """Everybody; on PostgreSQL one of each answer: who may what was told by the first engine, the SQL is another."""
    last = {answer: who for who, answer in answers.items() if who != "anonymous"}.values()
    people = WHO if connection.vendor == "sqlite" else [who for who in WHO if who in last or who == "anonymous"]
    return {who: answers[who] for who in people}  # in turn: what one has sent another sees


@by_room("route", rows=[(route,) for route in EXPECTED])
def test_access(client, db, stage, route):
    method, arguments, row = EXPECTED[route]
    assert row.keys() == set(WHO)
    (scene, cookies), expected = stage, asked(row)
    given = {}
    for who in expected:
        become(client, cookies[who])
        given[who] = ask(client, method, route, [scene[a] for a in arguments])
    assert given == expected


@by_room("route", "step", rows=[(route, step) for route, (flow, *_) in STEP_ROUTES.items() for step in flow.steps])
def test_access_to_steps(client, db, stage, route, step):
    """Who may take a step is never answered 403 for it, and everybody else always is; the unseen is 404."""
    _, allowed, argument, sees = STEP_ROUTES[route]
    scene, cookies = stage
    may, others = dict.fromkeys(allowed[step], (302, 422)), dict.fromkeys(sees, (403,))
    answers = dict.fromkeys(WHO, (404,)) | others | may | {"anonymous": (302,)}
    for who, expected in asked(answers).items():
        become(client, cookies[who])
        assert ask(client, "post", route, [scene[argument], step]) in expected, who


@pytest.mark.parametrize("who", WHO)
def test_catalogues_are_for_administrators(client, world, who):
    """The admin's own routes, all of them that need no row: the front door for strangers, nothing for the others."""
    become(client, signed_in(world, who))
    for name in sorted(set(route_names())):
        if not name.startswith("admin:") or not name.endswith(("_changelist", "_add", "index")):
            continue
        response = client.get(reverse(name), follow=who == "anonymous")
        if who == "quantri":
            assert response.status_code == 200, name
        elif who == "anonymous":
            assert response.redirect_chain[-1][0].startswith("/dang-nhap/?next=/quan-tri/"), name
        else:
            assert response.status_code == 403, name


def test_no_catalogue_row_is_deleted_in_the_admin(client, world):
    client.force_login(world.quantri)
    for name in sorted(set(route_names())):
        if name.startswith("admin:") and name.endswith("_delete"):
            assert client.post(reverse(name, args=[1]), {"post": "yes"}).status_code in (302, 403), name
    assert world.units["KT"].__class__.objects.count() == len(world.units)
