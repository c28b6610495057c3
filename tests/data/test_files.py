"""Every data file: whole rows, known codes, ISO dates, a source in each row, no row twice."""

import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from tests.data.tables import FILES, KINDS_THAT_REPORT, TABLES, column, table

KEYS = {
    "units": ("code",),
    "unit_moves": ("code", "on"),
    "unit_aliases": ("alias",),
    "clusters": ("key",),
    "cluster_members": ("cluster_key", "year", "unit_name_as_written"),
    "points": ("code",),
    "movements": ("key",),
    "movement_aliases": ("key", "name", "stage"),
    "movement_points": ("key", "point"),
    "indicators": ("code",),
    "indicator_duties": ("code", "unit_code", "unit_kind"),
    "indicator_breaks": ("code", "on"),
    "indicator_aliases": ("alias",),
    "indicator_checks": ("code",),
    "targets": ("year_from", "year_to", "indicator_code", "name_as_written", "scope"),
    "figures": ("name_as_written", "year", "as_of", "value", "source"),
    "reasons": ("code",),
    "pact_criteria": ("group", "unit_kind", "name"),
    "pact_groups": ("order",),
    "term_rules": ("unit_code", "unit_kind"),
    "not_placed": ("what", "name", "refers_to"),
}

VOCABULARY = {
    ("units", "kind"): KINDS_THAT_REPORT | {"tinh"},
    ("units", "duty"): {"must", "invited"},
    ("clusters", "kind"): {"khoi", "cum"},
    ("cluster_members", "role"): {"head", "deputy", "member"},
    ("movements", "level"): {"trung_uong", "tinh", "khac"},
    ("movements", "method"): {"thuong_xuyen", "chuyen_de", "dot"},
    ("indicators", "entry"): {"typed", "rate", "published", "formula", "counted"},
    ("indicators", "formula_kind"): {"", "difference_to_last_year", "cumulative_share_of_approved"},
    ("indicators", "better"): {"up", "down", "none"},
    ("indicators", "over_units"): {"sum", "ratio_of_sums", "province_only", "recompute"},
    ("indicators", "over_time"): {"sum", "last", "recompute"},
    ("indicators", "frequency"): {"month", "quarter", "half", "year"},
    ("indicators", "line"): {"territory", "department", "own", "published", "portal"},
    ("indicators", "plausible_scope"): {"any", "unit", "commune", "district_or_commune", "province"},
    ("indicators", "multiplier"): {"1", "100", "10000"},
    ("indicator_checks", "counter"): {"", "ever", "year"},
    ("indicator_duties", "unit_kind"): KINDS_THAT_REPORT | {""},
    ("targets", "comparison"): {"ge", "gt", "eq", "le", "lt", "range", "rise_by_ranks", "increase_by"},
    ("targets", "scope"): {"tinh", "huyen_ngheo"},
    ("figures", "qualifier"): {"eq", "ge", "gt", "le", "lt", "about", "range"},
    ("not_placed", "what"): {"reporter", "successor", "target", "figure", "cluster", "cluster_member"},
}
FLAGS = {
    "clusters": ("inferred",),
    "movements": ("inferred", "in_portal"),
    "indicators": ("core",),
    "figures": ("inferred", "disputed"),
    "reasons": ("needs_mark", "needs_text", "needs_document"),
}
DATES = {
    "units": ("valid_from", "valid_to"),
    "unit_moves": ("on",),
    "movements": ("decision_date", "launched_on"),
    "indicators": ("valid_from", "valid_to"),
    "indicator_breaks": ("on",),
}
NUMBERS = {
    "indicators": ("plausible_min", "plausible_max"),
    "targets": ("value", "upper_value"),
    "figures": ("value", "upper_value"),
}
LONGEST = {"clusters": 400, "cluster_members": 400, "units": 300, "unit_aliases": 300, "indicators": 400}  # of `source`


def test_every_table_is_known():
    assert {path.stem for path in TABLES} == set(KEYS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_text_is_nfc_utf8_with_plain_line_ends(path):
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")
    assert not set("\r\t\ufeff\u00a0\u200b") & set(text)


@pytest.mark.parametrize("name", KEYS)
def test_rows_are_whole_trimmed_and_have_a_source(name):
    for row in table(name):
        assert None not in row, row
        assert None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
        assert row["source"], row
        assert len(row["source"]) <= LONGEST.get(name, 500), row


@pytest.mark.parametrize(("name", "fields"), KEYS.items())
def test_no_row_twice(name, fields):
    seen = Counter(tuple(row[field] for field in fields) for row in table(name))
    assert [key for key, times in seen.items() if times > 1] == []


@pytest.mark.parametrize(("place", "words"), VOCABULARY.items(), ids=["-".join(place) for place in VOCABULARY])
def test_coded_columns_hold_known_codes(place, words):
    assert set(column(*place)) <= words


@pytest.mark.parametrize(("name", "fields"), FLAGS.items())
def test_flags_are_0_or_1(name, fields):
    assert {row[field] for row in table(name) for field in fields} <= {"0", "1"}


@pytest.mark.parametrize(("name", "fields"), DATES.items())
def test_dates_are_iso(name, fields):
    for value in (row[field] for row in table(name) for field in fields):
        assert not value or date.fromisoformat(value).isoformat() == value


@pytest.mark.parametrize(("name", "fields"), NUMBERS.items())
def test_numbers_are_plain_decimals(name, fields):
    for value in filter(None, (row[field] for row in table(name) for field in fields)):
        assert format(Decimal(value), "f") == value


def test_69_reasons_and_those_for_filings():
    rows = table("reasons")
    assert len(rows) == 69
    assert Counter(row["act"] for row in rows if row["applies_to"] == "bao_cao") == {"tra_lai": 12, "mo_khoa": 3}
    assert all(row["label"] for row in rows)
