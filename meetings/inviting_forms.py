"""Inviting: by rule, one by one, or a body that is in no list yet."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from meetings import inviting
from meetings.models import Invitation, Rakor
from participants.models import Institution, Rank, Region, RegionKind
from rakor.lib.inputs import groups, offer

AS_COPY = forms.ChoiceField(
    label="Sebagai",
    choices=[("", "diundang hadir"), ("tembusan", "tembusan: menerima surat, tidak menjawab")],
    required=False,
)
RULES = ("all_below", "all_kabkota", "below_kinds", "own_kinds", "provinces", "institutions")


def several(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


def several_rows(label: str, **options: Any) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(Institution.objects.none(), label=label, required=False, **options)


class InviteForm(forms.Form):
    """Every rule adds its institutions; exceptions are left out of their sum."""

    all_below = forms.BooleanField(required=False)
    all_kabkota = forms.BooleanField(label="Semua KPU kabupaten/kota di Indonesia", required=False)
    below_kinds = several("Instansi di wilayah di bawahnya")
    own_kinds = several("Instansi di tingkat yang sama")
    provinces = several_rows("KPU kabupaten/kota di provinsi", widget=forms.CheckboxSelectMultiple)
    institutions = several_rows("Instansi")
    left_out = several_rows("Kecualikan")
    copy = AS_COPY

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rakor = rakor
        self.below = inviting.offices_below(rakor)
        host = rakor.organiser
        kind = "KPU kabupaten/kota" if host.region else "KPU provinsi"
        self.fields["all_below"].label = f"Semua {kind} {host.covers} ({len(self.below)} kantor)"
        for name in ("below_kinds", "own_kinds"):
            found = inviting.agencies(rakor, is_below=name == "below_kinds")
            self.fields[name].choices = inviting.kinds_of(found)  # type: ignore[attr-defined]
        provinces = Region.objects.valid_on(rakor.starts_on).filter(kind=RegionKind.PROVINSI)
        offer(self.fields["provinces"], provinces.order_by("name"))
        reachable = inviting.reachable(rakor)
        offer(self.fields["institutions"], reachable)
        offer(self.fields["left_out"], reachable)
        self.drop_empty_rules()

    def drop_empty_rules(self) -> None:
        is_empty = {
            "all_below": not self.below,
            "all_kabkota": self.rakor.organiser.region is not None,
            **{name: not self.fields[name].choices for name in ("below_kinds", "own_kinds")},  # type: ignore[attr-defined]
        }
        for name in (name for name, empty in is_empty.items() if empty):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not any(values.get(name) for name in RULES):
            raise forms.ValidationError("Pilih sedikitnya satu instansi yang diundang.")
        return values

    def chosen(self) -> list[Institution]:
        """In the order of the letter's list: KPU, then agencies, then the single ones; each once."""
        values, rakor = self.cleaned_data, self.rakor
        rows = list(self.below) if values.get("all_below") else []
        if values.get("all_kabkota"):
            rows += inviting.kpu_kabkota(rakor)
        if values["provinces"]:
            rows += inviting.kpu_kabkota(rakor, values["provinces"])
        for name in ("below_kinds", "own_kinds"):
            if kinds := values.get(name):
                found = inviting.agencies(rakor, is_below=name == "below_kinds").filter(kind__in=kinds)
                rows += inviting.in_order(rakor, found)
        rows += values["institutions"]
        left_out = {row.pk for row in values["left_out"]}
        return list({row.pk: row for row in rows if row.pk not in left_out and row != rakor.organiser}.values())

    def rules(self) -> list[forms.BoundField]:
        """What the preview carries on, unseen."""
        return [self[name] for name in RULES if name in self.fields]


class GuestForm(forms.ModelForm):
    """A bank, a university, a ministry: noted by the host for itself."""

    copy = AS_COPY

    class Meta:
        model = Institution
        fields = ["name", "kind", "seat"]
        help_texts = {"name": "Nama lengkap, misalnya: Bank Kalsel Cabang Martapura.", "seat": "Kota kedudukannya."}
        error_messages = {"name": {"required": "Tulis nama instansinya."}}

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rakor = rakor
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in inviting.AGENCIES]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """The same words twice are the same institution, whatever the spaces between them."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Institution.objects.known_to(self.rakor.organiser).filter(name__iexact=name).exists():
            raise forms.ValidationError("Instansi ini sudah ada dalam daftar. Cari namanya, lalu undang dari sana.")
        return name


class InvitationChangeForm(forms.ModelForm):
    """What one office alone is asked for."""

    class Meta:
        model = Invitation
        fields = ["asked_for", "technical_staff", "is_copy"]
        labels = {"is_copy": "Hanya tembusan"}
        help_texts = {
            "asked_for": "Misalnya: Kabag Ops; Divisi Hukum dan Pengawasan.",
            "technical_staff": "Jumlah staf teknis di luar kuota jenjang.",
            "is_copy": "Menerima surat, tidak menjawab dan tidak mengirim berkas.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {quota.rank: quota.seats for quota in self.instance.own_quotas.all()}
        usual = {quota.rank: quota.seats for quota in self.instance.rakor.quotas.all()}
        for rank in Rank:
            self.fields[rank.value] = forms.IntegerField(
                label=rank.label, min_value=0, max_value=99, required=False, initial=own.get(rank)
            )
            self.fields[rank.value].help_text = f"Kosong: seperti kantor lain ({usual.get(rank, 'tanpa kuota')})."
        self.fields["technical_staff"].required = False

    @property
    def helper(self) -> FormHelper:
        return groups(
            self, ("Yang diminta", "asked_for", "technical_staff", "is_copy"), ("Kursi kantor ini", *Rank.values)
        )

    def clean_technical_staff(self) -> int:
        return self.cleaned_data["technical_staff"] or 0

    def seats(self) -> dict[Rank, int | None]:
        return {rank: self.cleaned_data[rank.value] for rank in Rank}
