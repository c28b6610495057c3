"""The harness of the measures: what it counts and what it writes."""

import json

import pytest
from django.db import connection

from bench import Measure
from bench import run as bench
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
    assert 0 < taken["sql_ratio"] <= 1
    assert taken["peak_mb"] > 1
    assert taken["median_ms"] <= taken["p95_ms"]


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
