"""The check of a proposal against the law as data: frozen facts and rows in, findings with their ground out.

Pure: it asks neither the database nor the clock (`awards.compile.law` reads for it). A new row needs no deployment; a
new type of rule is one class in one module of `kinds` and one file of tests.
"""

from awards.checks import kinds  # noqa: F401 - each module of it registers its type
from awards.checks.differences import Difference, differences
from awards.checks.engine import blocking, judge, verdict, verdict_by_record
from awards.checks.facts import (
    Claim,
    Facts,
    Grading,
    HoldKnown,
    InitiativeKnown,
    Judged,
    Leave,
    PastAward,
    Post,
    Punished,
    Shares,
    TermKnown,
    UnitKnown,
)
from awards.checks.findings import Evidence, Finding, as_json, from_json
from awards.checks.parameters import WrongParameter
from awards.checks.registry import RuleType, rule_type, rule_types
from awards.checks.rows import Rule

__all__ = [
    "Claim",
    "Difference",
    "Evidence",
    "Facts",
    "Finding",
    "Grading",
    "HoldKnown",
    "InitiativeKnown",
    "Judged",
    "Leave",
    "PastAward",
    "Post",
    "Punished",
    "Rule",
    "RuleType",
    "Shares",
    "TermKnown",
    "UnitKnown",
    "WrongParameter",
    "as_json",
    "blocking",
    "differences",
    "from_json",
    "judge",
    "rule_type",
    "rule_types",
    "verdict",
    "verdict_by_record",
]
