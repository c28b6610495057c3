"""What people type in the movements room, by noun."""

from movements.forms.filings import (
    BoxField,
    EvidenceForm,
    NarrativeForm,
    SectionFields,
    StepForm,
    conflicting,
    pages_after_save,
    read_box,
    read_boxes,
    stored_field,
    stored_fields,
)
from movements.forms.launches import LaunchForm
from movements.forms.registration_pages import DeadlineForm, RegistrationFileForm
from movements.forms.registrations import page_after_save, read_registration, stored_registration
from movements.forms.steps import CallBackForm
from movements.forms.workbook import Choice, WorkbookForm, choose, read_choice

__all__ = [
    "BoxField",
    "CallBackForm",
    "Choice",
    "DeadlineForm",
    "EvidenceForm",
    "LaunchForm",
    "NarrativeForm",
    "RegistrationFileForm",
    "SectionFields",
    "StepForm",
    "WorkbookForm",
    "choose",
    "conflicting",
    "page_after_save",
    "pages_after_save",
    "read_box",
    "read_boxes",
    "read_choice",
    "read_registration",
    "stored_field",
    "stored_fields",
    "stored_registration",
]
