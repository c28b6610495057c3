import pytest

from tests.reports.office import PDF, file, make_schedule


@pytest.fixture
def filed(world):
    """Quarter IV: both districts, a commune and the agriculture department have confirmed figures."""
    period = world.periods[4]
    file(world, "615", period, houses=30, meetings=2, poverty=(10, 100))
    file(world, "611", period, houses=12, meetings=1, poverty=(30, 100))
    file(world, "C23512", period, houses=11, meetings=3)
    file(world, "SNNPTNT", period, forest=20633, meetings=4, spending=(500, 1000))
    return world


@pytest.fixture
def schedule(filed):
    return make_schedule(filed)


@pytest.fixture
def quick_pdf(monkeypatch):
    """Stands for WeasyPrint where the layout is not what is tested."""
    monkeypatch.setattr("reports.actions.runs.render_pdf", lambda data, report: PDF)


@pytest.fixture
def handed(monkeypatch):
    """What was handed to the broker, in order; nothing runs."""
    calls = []
    monkeypatch.setattr("reports.tasks.build_run.delay_on_commit", lambda **k: calls.append(("build", k["run_id"])))
    monkeypatch.setattr(
        "reports.tasks.send_delivery.delay_on_commit", lambda **k: calls.append(("send", k["delivery_id"]))
    )
    return calls
