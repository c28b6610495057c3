"""What people type in the movements room, by noun."""

from movements.forms.filings import (
    BoxField,
    EvidenceForm,
    NarrativeForm,
    SectionFields,
    StepForm,
    pages_after_save,
    read_boxes,
    stored_fields,
)
from movements.forms.launches import LaunchForm
from movements.forms.registration_pages import DeadlineForm, RegistrationFileForm
from movements.forms.registrations import page_after_save, read_registration, stored_registration

__all__ = [
    "BoxField",
    "DeadlineForm",
    "EvidenceForm",
    "LaunchForm",
    "NarrativeForm",
    "RegistrationFileForm",
    "SectionFields",
    "StepForm",
    "page_after_save",
    "pages_after_save",
    "read_boxes",
    "read_registration",
    "stored_fields",
    "stored_registration",
]
