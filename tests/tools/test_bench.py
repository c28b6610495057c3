"""The harness of the measures: what it counts and what it writes."""

import json
import time
from collections import Counter

import pytest
from django.db import connection
from django.test import Client

from bench import Measure, province
from bench import run as bench
from bench.parts import results
from movements.models import Figure, Filing
from tools.shell import Failed


def test_p95_is_the_nearest_rank():
    assert bench.percentile([float(n) for n in range(1, 21)], 0.95) == 19
    assert bench.percentile([5.0], 0.95) == 5
    assert bench.percentile([3.0, 1.0, 2.0], 0.95) == 3


@pytest.mark.django_db
def test_a_measure_counts_queries_of_one_call_and_keeps_what_it_returns():
    calls = []

    def call():
        calls.append(1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.execute("SELECT 2")
        return {"rows": len(calls)}

    taken = bench.take(Measure(call, repeat=4, warm=3))
    assert (taken["queries"], taken["calls"], taken["rows"]) == (2, 4, 7)
    assert 0 < taken["sql_share"] <= 1
    assert "sql_ratio" not in taken  # nobody has written it in SQL
    assert taken["peak_mb"] > 1
    assert taken["median_ms"] <= taken["p95_ms"]


def test_a_measure_stands_beside_its_bare_sql():
    spent = {"ours": 0.02, "sql": 0.005}
    measure = Measure(lambda: time.sleep(spent["ours"]), repeat=3, warm=0, sql=lambda: time.sleep(spent["sql"]))
    found = bench.beside_sql(measure, 0.02)
    assert 5 <= found["sql_ms"] < 20
    assert found["sql_ratio"] == pytest.approx(20 / found["sql_ms"], abs=0.02)


@pytest.fixture
def small_province(monkeypatch, settings, db):
    """A small one of the same making."""
    for name, n in (("UNITS", 60), ("PER_DISTRICT", 2), ("INDICATORS", 8)):
        monkeypatch.setattr(f"bench.province.{name}", n)
    results.data()


def test_every_measure_of_results_runs_and_so_does_its_sql(small_province):
    found = results.measures(Client())
    assert list(found)[:2] == ["seed, 1 year", "open_filing, 1 year"]
    for name, measure in found.items():
        measure.call()
        assert name.startswith("seed") == (measure.sql is None)
        if measure.sql:
            measure.sql()


def test_the_large_province_is_the_same_every_time(small_province):
    """Who stands where, whose boxes, which values."""
    assert province.file_years([2025]) == Figure.objects.count() == 8 * Filing.objects.count()
    found = Counter(Filing.objects.filter(period__index=4).values_list("state", flat=True))
    assert found["draft"] >= 10 and found["to_head"] and found["accepted"]
    commune = Filing.objects.filter(unit__code="U0").latest("period__last_day")
    assert commune.receiver.code == "H0"
    first, second, *_ = commune.figures.order_by("indicator").values_list("value", flat=True)
    assert (second - first) % 100 == 13


def test_a_table_and_a_file_come_out(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "bench")
    row = dict.fromkeys(bench.COLUMNS, 1.5)
    bench.write("first", "sqlite", {"trang đầu": row})
    assert json.loads((tmp_path / "bench" / "first-sqlite.json").read_text()) == {"trang đầu": row}
    assert "trang đầu" in capsys.readouterr().out


def test_an_unknown_part_or_engine_is_said_at_once():
    with pytest.raises(Failed, match="nowhere"):
        bench.require_part("nowhere")
    with pytest.raises(Failed, match="ENGINE=sqlite"), bench.scratch("oracle"):
        pass
