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

__all__ = [
    "BoxField",
    "EvidenceForm",
    "NarrativeForm",
    "SectionFields",
    "StepForm",
    "pages_after_save",
    "read_boxes",
    "stored_fields",
]
