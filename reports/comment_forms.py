from __future__ import annotations

from django import forms


class CommentForm(forms.Form):
    prefix = "pesan"
    key = forms.UUIDField(widget=forms.HiddenInput())
    text = forms.CharField(
        label="Tulis pesan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis pesannya."},
    )
