"""The parts of the grant form as they are typed. What the parts mean together is judged in papers.py."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any, cast

from django import forms

from rakor.lib.dates import month_name, plain_date
from rakor.lib.inputs import day_field
from rakor.lib.money import RupiahField
from reports.hibah.figures import Spending
from reports.hibah.models import six_digits

STAGES_MAX = 12
LINES_MAX = 60
ASK_AMOUNT = "Tulis rupiah penuh; 0 bila tidak ada."


def month_before(period: date) -> str:
    """Juli"""
    return month_name(period.replace(day=1) - timedelta(days=1))


def rupiah_field(label: str, **options: Any) -> RupiahField:
    return RupiahField(label=label, error_messages={"required": ASK_AMOUNT}, **options)


def text_field(label: str, ask: str, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, error_messages={"required": ask}, **options)


class PartForm(forms.Form):
    """Until it is sent, what is not yet filled in is no mistake; what cannot be read is one at once."""

    use_required_attribute = False

    def __init__(self, *args: Any, period: date, is_final: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period, self.is_final = period, is_final

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.is_final:
            for name, errors in self.errors.as_data().items():
                if all(error.code == "required" for error in errors):
                    del self.errors[name]
        return values

    def typed(self) -> dict[str, str]:
        """What stands in the fields, readable or not."""
        return {bound.html_name: str(self.data.get(bound.html_name, "")) for bound in self}


class AgreementForm(PartForm):
    nphd_number = text_field("Nomor NPHD", "Tulis nomor NPHD.", max_length=100)
    nphd_on = day_field("Tanggal NPHD", error_messages={"required": "Pilih tanggal NPHD."})
    giver = text_field("Pemberi hibah", "Tulis pemberi hibah, misalnya Pemerintah Kabupaten.", max_length=150)
    ceiling = rupiah_field("Pagu NPHD (Rp)")


class CashForm(PartForm):
    bank = rupiah_field("Saldo bank (Rp)")
    on_hand = rupiah_field("Saldo tunai (Rp)")
    unpaid_tax = rupiah_field("Pajak belum disetor (Rp)")
    obstacles = forms.CharField(
        label="Kendala", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RowForm(PartForm):
    """A row of a table; one that nobody touched is left out."""

    row_word = "baris"

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number  # from 1, as the page counts
        self.describe_inputs()

    def describe_inputs(self) -> None:
        """In a table a head stands for the label; whoever cannot see it hears it with the number of the row."""
        for field in self.fields.values():
            field.widget.attrs |= {
                "aria-label": f"{field.label}, {self.row_word} {self.number}",
                "aria-describedby": self.check_id,
                "class": field.widget.attrs.get("class", "form-control"),
            }

    @property
    def check_id(self) -> str:
        """Where the sentence about this row stands."""
        return f"cek-{self.prefix}"

    @property
    def is_blank(self) -> bool:
        return not self.has_changed()


class StageForm(RowForm):
    row_word = "tahap"
    received_on = day_field("Tanggal diterima", error_messages={"required": "Pilih tanggal diterima."})
    amount = rupiah_field("Rupiah diterima")

    def clean_received_on(self) -> date:
        """What came after the month belongs into the next report."""
        day = self.cleaned_data["received_on"]
        last = self.period.replace(day=calendar.monthrange(self.period.year, self.period.month)[1])
        if day > last:
            raise forms.ValidationError(f"Pencairan setelah {plain_date(last)} dilaporkan pada bulan berikutnya.")
        return day

    @property
    def amount_read(self) -> int | None:
        return self.cleaned_data.get("amount")


class LineForm(RowForm):
    activity = text_field("Kegiatan", "Tulis nama kegiatan.", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    account = text_field(
        "Akun BAS",
        "Tulis akun BAS.",
        validators=[six_digits],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "6 angka"}),
    )
    ceiling = rupiah_field("Pagu")
    spent_before = rupiah_field("s.d. bulan lalu")
    spent_month = rupiah_field("bulan ini")
    note = forms.CharField(label="Keterangan", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, period: date, **kwargs: Any) -> None:
        super().__init__(*args, period=period, **kwargs)
        self.fields["spent_before"].label = f"s.d. {month_before(period)}"
        self.fields["spent_month"].label = f"{month_name(period)} {period.year}"
        self.describe_inputs()

    def clean_activity(self) -> str:
        return " ".join(self.cleaned_data["activity"].split())

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.spending and self.spending.excess and not values.get("note") and "note" not in self.errors:
            self.add_error("note", "Tulis keterangan karena realisasi melebihi pagu.")
        return values

    @property
    def spending(self) -> Spending | None:
        """None until all three amounts are there and can be read."""
        amounts = [self.cleaned_data.get(name) for name in ("ceiling", "spent_before", "spent_month")]
        read = [amount for amount in amounts if amount is not None]
        return Spending(*read) if len(read) == len(amounts) else None


class Rows(forms.BaseFormSet):
    """Rows of one table; counts them from 1."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"number": (index or 0) + 1}

    @property
    def used(self) -> list[Any]:
        """The rows in which something stands."""
        return [form for form in self.forms if not form.is_blank]

    def typed(self, *, more: int = 0) -> dict[str, str]:
        count = min(len(self.forms) + more, self.max_num)
        counts = {f"{self.prefix}-TOTAL_FORMS": str(count), f"{self.prefix}-INITIAL_FORMS": "0"}
        return counts | {name: text for form in self.forms for name, text in form.typed().items()}


def table_of(form: type[RowForm], *, most: int) -> type[Rows]:
    made = forms.formset_factory(form, formset=Rows, extra=0, max_num=most, absolute_max=most)
    return cast(type[Rows], made)


StageRows = table_of(StageForm, most=STAGES_MAX)
LineRows = table_of(LineForm, most=LINES_MAX)
BLANK = {
    "stages-TOTAL_FORMS": "2",
    "stages-INITIAL_FORMS": "0",
    "lines-TOTAL_FORMS": "5",
    "lines-INITIAL_FORMS": "0",
}


class KeyForm(forms.Form):
    """The form's own key: a second click gives the same receipt."""

    key = forms.UUIDField()
