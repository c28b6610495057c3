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
from movements.forms.registrations import page_after_save, read_registration, stored_registration

__all__ = [
    "BoxField",
    "EvidenceForm",
    "LaunchForm",
    "NarrativeForm",
    "SectionFields",
    "StepForm",
    "conflicting",
    "page_after_save",
    "pages_after_save",
    "read_box",
    "read_boxes",
    "read_registration",
    "stored_field",
    "stored_fields",
    "stored_registration",
]
