"""The pages' own forms behind the interface: the same checks, and every fault under the name of its field."""

from rest_framework import serializers

from reports.api import serializers as out
from thidua.errors import Refused


class FieldFault(serializers.Serializer):
    field = serializers.CharField(help_text="Tên trường; trống khi nói về cả bản")
    name = serializers.CharField(help_text="Tên ô như trên trang")
    message = serializers.CharField()


class FormRefusal(out.Refusal):
    """Nothing was written."""

    fields_refused = FieldFault(many=True)


class FormRefused(Refused):
    """What a form says of its fields, in one sentence and field by field."""

    def __init__(self, form):
        self.fields = [_fault(form, name, words) for name, all_words in form.errors.items() for words in all_words]
        super().__init__(" ".join(f"{one['name']}: {one['message']}" if one["name"] else one["message"]
                                  for one in self.fields))  # fmt: skip


def _fault(form, name, words):
    known = name in form.fields
    return {"field": name if known else "", "name": str(form.fields[name].label) if known else "", "message": words}


def refuse_strange(form, given):
    """A fault for every field that was sent and that this form does not have."""
    form.full_clean()
    for name in sorted(given.keys() - form.fields.keys()):
        form.add_error(None, f"Trường “{name}” không dùng ở đây.")


def read_form(form):
    """What the form has read; FormRefused when a box is wrong."""
    if not form.is_valid():
        raise FormRefused(form)
    return form.cleaned_data


def checked(serializer, request):
    """The body by its serializer; a body of another shape is answered 400 by the framework."""
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return given.validated_data
