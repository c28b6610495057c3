"""docs/glossary.md has every word of the code, with the label that people read, and no word that the code has lost."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import TextChoices
from django.utils.module_loading import import_string
from django.utils.text import camel_case_to_spaces

from awards.consultation_workflow import COMMENT, CONSULTATION
from awards.council_workflow import SITTING
from awards.plan_workflow import MODEL_PLAN
from awards.revocation_workflow import REVOCATION
from awards.typical_workflow import TYPICAL
from awards.workflow import DOSSIER
from movements.arithmetic import Verdict
from movements.compile import LABELS
from movements.compile.completeness import ALL_LABELS
from movements.enums import FilingState
from movements.workflow import FILING, MOVEMENT, REGISTRATION
from reports.render.paper import STATES
from reports.workflow import REPORT

GLOSSARY = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
APPS = ("thidua", "units", "movements", "awards", "reports")
TITLE = re.compile(r"^#{2,3} `?([^`]+)`?$")
ROW = re.compile(r"^\| (.+?) \| `([^`]+)` \|")
EMPTY = '""'  # how the glossary writes a value that is an empty text
KINDS = "Kinds and ways of counting"


@cache
def sections():
    """{title of a section: {code: Vietnamese}}, as the glossary has them."""
    found, rows = {}, {}
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if title := TITLE.match(line):
            rows = found.setdefault(title[1], {})
        elif row := ROW.match(line):
            assert row[2] not in rows, f"{row[2]} stands twice"
            rows[row[2]] = row[1]
    return found


def models():
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def enums(parent=TextChoices):
    for child in parent.__subclasses__():
        if child.__module__.partition(".")[0] in APPS:
            yield child
        yield from enums(child)


def name_of(enum):
    return enum.__qualname__


def written(enum):
    """{value: label} of an enum in the glossary: under its own title, or among the kinds."""
    own = sections().get(name_of(enum))
    if own is not None:
        return {"" if code == EMPTY else code: label for code, label in own.items()}
    kinds = sections()[KINDS]
    return {m.value: kinds[f"{name_of(enum)}.{m.name}"] for m in enum if f"{name_of(enum)}.{m.name}" in kinds}


@pytest.mark.parametrize("enum", sorted(enums(), key=name_of), ids=name_of)
def test_every_value_stands_with_its_label(enum):
    assert written(enum) == dict(enum.choices)


def test_kinds_that_are_gone_are_gone_here_too():
    known = {f"{name_of(enum)}.{member.name}" for enum in enums() for member in enum}
    assert sections()[KINDS].keys() <= known


def test_every_model_stands_with_its_name():
    rows = sections()["Models"]
    assert rows.keys() == {model.__name__ for model in models()}
    for model in models():
        named = str(model._meta.verbose_name)
        if named != camel_case_to_spaces(model.__name__):  # what is never on screen has no name of its own
            assert rows[model.__name__] == named


def test_fields_stand_with_their_labels():
    known = {model.__name__: model for model in models()}
    for code, label in sections()["Fields"].items():
        model, _, field = code.partition(".")
        assert str(known[model]._meta.get_field(field).verbose_name) == label, code


FLOWS = {
    "FILING": FILING,
    "REGISTRATION": REGISTRATION,
    "MOVEMENT": MOVEMENT,
    "DOSSIER": DOSSIER,
    "TYPICAL": TYPICAL,
    "SITTING": SITTING,
    "REPORT": REPORT,
    "MODEL_PLAN": MODEL_PLAN,
    "CONSULTATION": CONSULTATION,
    "COMMENT": COMMENT,
    "REVOCATION": REVOCATION,
}


@pytest.mark.parametrize(("title", "flow"), FLOWS.items())
def test_every_step_stands_with_its_button(title, flow):
    assert sections()[title] == {step.name: step.label for step in flow.steps.values()}


def test_actions_exist():
    for code in sections()["Actions"]:
        assert callable(import_string(code)), code


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("LABELS", {code: label for code, label in LABELS.items() if code not in FilingState.values}),
        ("ALL_LABELS", ALL_LABELS),
        ("STATES", STATES),
        ("Verdict", {name: word for name, word in vars(Verdict).items() if name.isupper()}),
    ],
)
def test_words_beside_the_enums(title, words):
    assert sections()[title] == words
