"""Workflows as data, and the one door through which a row moves.

A workflow is a table of steps. Buttons, URL converters, timelines and the test matrix are derived from it, and
`take_step` is the only code that changes a state: permission, compare-and-set and event in one transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import register_converter

from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.models import Reason


@dataclass(frozen=True)
class Step:
    """One arrow of a workflow. `label` is the button and the line in the timeline."""

    name: str
    label: str
    sources: frozenset[str]
    target: str
    permission: str
    reasons: str = ""  # the act under which coded reasons are kept; given means one must be chosen
    needs_note: bool = False
    needs_form: bool = False  # has its own page (a number, a file): not a plain button
    confirm: str = ""


@dataclass(frozen=True)
class Workflow:
    name: str  # as in the catalogue of coded reasons: "bao_cao"
    model: str  # "movements.filing"
    steps: Mapping[str, Step] = field(default_factory=dict)

    def open_steps(self, row, user):
        """The steps this person may take now; one permission check per step out of this state."""
        return [s for s in self.steps.values() if row.state in s.sources and user.has_perm(s.permission, row)]

    def converter(self):
        """Registers and returns the URL converter that accepts exactly the names of the steps."""
        return choice_converter(f"{self.model.partition('.')[2]}_step", self.steps)


def choice_converter(name, words):
    """Registers a URL converter that accepts exactly these words; returns its name."""
    register_converter(_converter_class(words), name)
    return name


def _converter_class(steps):
    return type("StepConverter", (), {"regex": "|".join(steps), "to_python": str_of, "to_url": str_of})


def str_of(_, value):
    return str(value)


def workflow(name, model, *steps):
    """Builds a workflow; `steps` are `(name, label, sources, target, options)`."""
    app, _, noun = model.partition(".")
    table = {
        step_name: Step(step_name, label, frozenset(sources), target, f"{app}.{step_name}_{noun}", **options)
        for step_name, label, sources, target, options in steps
    }
    return Workflow(name, model, MappingProxyType(table))


@transaction.atomic
def take_step(flow, row, step_name, *, by, at, note="", reason="", changes=None, data=None, where=None):
    """Moves `row` along one step, or says why not.

    `changes` are columns written with the state, `where` further conditions of the compare-and-set, `data` goes
    into the event. Raises PermissionDenied (who may not), Refused (what is missing), Conflict (somebody was faster).
    """
    step = flow.steps[step_name]
    if not by.has_perm(step.permission, row):
        raise PermissionDenied(step.permission)
    before = row.state
    _check_words(flow, step, note, reason)
    target = type(row)._default_manager.filter(pk=row.pk, state=before, state__in=step.sources, **(where or {}))
    if not target.update(state=step.target, **(changes or {})):
        raise Conflict("Có người vừa xử lý trước, trạng thái đã đổi. Xem lại trang này rồi làm tiếp.")
    record(
        row, step=step.name, label=step.label, by=by, at=at, from_state=before, to_state=step.target,
        note=note.strip(), reason=reason, data=data or {},
    )  # fmt: skip
    row.refresh_from_db()
    return row


def _paper(reason):
    return " và nêu số, ngày văn bản" if reason.needs_document else ""


def _check_words(flow, step, note, reason):
    if step.reasons:
        chosen = Reason.objects.for_act(flow.name, step.reasons).filter(code=reason).first()
        if chosen is None:
            raise Refused(f"{step.label}: chọn một lý do trong danh sách.")
        if (chosen.needs_text or chosen.needs_document) and not note.strip():
            raise Refused(f"{step.label}: lý do {chosen.code} cần ghi rõ ở ô “Ghi rõ”{_paper(chosen)}.")
    if step.needs_note and not note.strip():
        raise Refused(f"{step.label}: ghi lý do.")
