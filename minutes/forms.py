from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from agendas.models import Session, Topic
from meetings.models import Invitation, Rakor
from minutes.models import FollowUp, NoteBlock, Outcome
from participants.models import Institution
from rakor.lib.inputs import day_field, offer


class NoteForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    class Meta:
        model = NoteBlock
        fields = ["kind", "topic", "speaker", "speaker_from", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"text": {"required": "Tulis isi catatan."}}

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["topic"], Topic.objects.filter(session=session))


class OutcomeForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    class Meta:
        model = Outcome
        fields = ["kind", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        error_messages = {"text": {"required": "Tulis butir kesimpulan."}}


class FollowUpForm(forms.ModelForm):
    due_on = day_field("Tenggat", error_messages={"required": "Setiap tindak lanjut perlu tenggat."})

    class Meta:
        model = FollowUp
        fields = ["task", "assignee", "assignee_title", "due_on"]
        error_messages = {
            "task": {"required": "Tulis apa yang harus dikerjakan."},
            "assignee": {"required": "Setiap tindak lanjut perlu penanggung jawab."},
        }

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = Q(pk__in=Invitation.objects.filter(rakor=rakor).values("institution"))
        offer(self.fields["assignee"], Institution.objects.filter(invited | Q(pk=rakor.organiser.pk)).order_by("pk"))


class ReturnForm(forms.Form):
    note = forms.CharField(
        label="Catatan",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang perlu diperbaiki."},
    )


class CorrectionForm(forms.Form):
    because = forms.CharField(label="Alasan ralat", max_length=300, error_messages={"required": "Tulis alasannya."})


class ReportForm(forms.Form):
    text = forms.CharField(
        label="Yang sudah dikerjakan",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang sudah dikerjakan dan buktinya."},
    )
