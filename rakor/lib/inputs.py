"""Form fields for days and hours: the browser's own pickers, which speak ISO whatever the language of the page."""

from django import forms


def day_field(label: str, **kwargs: object) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"], **kwargs)  # type: ignore[arg-type]


def hour_field(label: str, **kwargs: object) -> forms.TimeField:
    """Accepts 20:00 and the office's 20.00."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)  # type: ignore[arg-type]
