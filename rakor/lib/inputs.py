"""Form fields for days and hours: the browser's own pickers, which speak ISO whatever the language of the page."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from rakor.lib import dates


def day_field(label: str, **kwargs: object) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"], **kwargs)  # type: ignore[arg-type]


def hour_field(label: str, **kwargs: object) -> forms.TimeField:
    """Accepts 20:00 and the office's 20.00."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)  # type: ignore[arg-type]


class MomentField(forms.Field):
    """A day with its hour by the clocks of the zone `tz`, which the form sets; the cleaned value is an instant."""

    tz = "UTC"
    formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H.%M", "%d-%m-%Y %H.%M")
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def prepare_value(self, value: object) -> object:
        return dates.local(value, self.tz).replace(tzinfo=None) if isinstance(value, datetime) else value

    def to_python(self, value: object) -> datetime | None:
        typed = str(value or "").strip()
        for shape in self.formats if typed else ():
            with suppress(ValueError):
                moment = datetime.strptime(typed, shape)
                return dates.at(moment.date(), moment.time(), self.tz)
        if typed:
            raise forms.ValidationError("Tulis hari dan jam, misalnya 17/09/2020 15.42.")
        return None


def offer(field: forms.Field, queryset: QuerySet, label: Callable[[Any], str] | None = None) -> None:
    """What a choice of rows offers, and how a row reads in it."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = queryset
    if label:
        field.label_from_instance = label  # type: ignore[assignment]


def groups(form: forms.BaseForm, *parts: tuple[str, ...]) -> FormHelper:
    """The form's fields under headings, each part being a heading and names; names that the form lacks are left out."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf, helper.render_hidden_fields = False, True, True
    fieldsets = [Fieldset(head, *(name for name in names if name in form.fields)) for head, *names in parts]
    helper.layout = Layout(*fieldsets)
    return helper


def retype(form: forms.BaseForm, **values: object) -> None:
    """Shows a bound form again with what was typed, except for these fields."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    for name, value in values.items():
        typed[name] = str(value)
    form.data = typed
