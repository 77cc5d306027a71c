"""The whole grant form: its parts together, the sentences beside its figures, and what is sent of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rakor.lib.dates import month_name
from rakor.lib.money import percent, thousands
from reports.hibah.figures import Spending, total
from reports.hibah.forms import BLANK, AgreementForm, CashForm, LineForm, LineRows, PartForm, StageForm, StageRows


@dataclass(frozen=True)
class Check:
    """A sentence beside the figure that it is about. Level: ok, warn, or bad, which keeps the paper from being sent."""

    level: str
    text: str


@dataclass(frozen=True)
class Problem:
    """What must be put right before sending, with the id of the place."""

    place: str
    text: str


class HibahPaper:
    """Bound to what was typed, be it a draft or about to be sent (`is_final`); an empty draft is a blank form."""

    def __init__(self, typed: Mapping[str, Any], *, period: date, is_final: bool = False) -> None:
        data = typed or BLANK
        options: dict[str, Any] = {"period": period, "is_final": is_final}
        self.period, self.is_final = period, is_final
        self.agreement = AgreementForm(data, **options)
        self.stages = StageRows(data, prefix="stages", form_kwargs=options)
        self.lines = LineRows(data, prefix="lines", form_kwargs=options)
        self.cash = CashForm(data, **options)
        for form in self.parts():
            form.full_clean()
            mark_faulty(form)

    def parts(self) -> list[PartForm]:
        return [self.agreement, *self.stages.forms, *self.lines.forms, self.cash]

    def typed(self, *, more: str = "") -> dict[str, str]:
        """To be kept as a draft; `more` names the table that gets another row."""
        draft = self.agreement.typed() | self.cash.typed()
        for rows in (self.stages, self.lines):
            draft |= rows.typed(more=1 if rows.prefix == more else 0)
        return draft

    # --- sums

    @property
    def ceiling(self) -> int | None:
        return self.agreement.cleaned_data.get("ceiling")

    @property
    def received(self) -> int:
        return sum(form.amount_read or 0 for form in self.stages.forms)

    @property
    def spending(self) -> Spending:
        return total(form.spending for form in self.lines.forms if form.spending)

    @property
    def unread_stages(self) -> list[int]:
        return [form.number for form in self.stages.used if form.amount_read is None]

    @property
    def unread_lines(self) -> list[int]:
        return [form.number for form in self.lines.used if form.spending is None]

    # --- sentences beside the figures

    def stages_check(self) -> Check | None:
        if self.unread_stages:
            return Check("warn", f"belum termasuk {listed('tahap', self.unread_stages)}")
        if self.ceiling is None or not self.stages.used:
            return None
        left = self.ceiling - self.received
        if left < 0:
            return Check("bad", f"Jumlah pencairan melebihi pagu NPHD {thousands(-left)}.")
        if left:
            return Check("ok", f"Belum cair {thousands(left)} dari pagu NPHD.")
        return Check("ok", "Jumlah sama dengan NPHD; hibah sudah cair seluruhnya.")

    def lines_check(self) -> Check | None:
        if self.unread_lines:
            return Check("warn", f"belum termasuk {listed('baris', self.unread_lines)}")
        if self.ceiling is None or not self.lines.used:
            return None
        left = self.ceiling - self.spending.ceiling
        if left < 0:
            return Check("bad", f"Jumlah pagu kegiatan melebihi pagu NPHD {thousands(-left)}.")
        if left:
            return Check("ok", f"Jumlah pagu kegiatan di bawah pagu NPHD {thousands(left)}.")
        return Check("ok", "Jumlah pagu kegiatan sama dengan NPHD.")

    def spent_check(self) -> Check | None:
        if self.unread_lines or not self.lines.used:
            return None
        spent, over = self.spending.spent, self.spending.spent - self.received
        if over > 0 and not self.unread_stages:
            sentence = f"Realisasi {thousands(spent)} melebihi hibah yang sudah diterima {thousands(self.received)}."
            return Check("bad", sentence)
        return Check("ok", spent_text(self.spending, self.period))

    def cash_check(self) -> Check | None:
        """What should be at hand: received, less spent, plus tax withheld and not yet paid. Interest may add to it."""
        amounts = [self.cash.cleaned_data.get(name) for name in ("bank", "on_hand", "unpaid_tax")]
        bank, on_hand, tax = (amount if amount is not None else -1 for amount in amounts)
        if min(bank, on_hand, tax) < 0 or self.unread_lines or self.unread_stages:
            return None
        expected = self.received - self.spending.spent + tax
        apart = bank + on_hand - expected
        words = f"Menurut realisasi seharusnya {thousands(expected)}; tercatat {thousands(bank + on_hand)}"
        if apart:
            return Check("warn", f"{words}, selisih {thousands(abs(apart))}. Jelaskan pada kendala.")
        return Check("ok", f"{words}, cocok.")

    def sum_checks(self) -> dict[str, Check | None]:
        """By the place where they stand."""
        return {
            "stages": self.stages_check(),
            "lines": self.lines_check(),
            "spent": self.spent_check(),
            "cash": self.cash_check(),
        }

    # --- before sending

    def problems(self) -> list[Problem]:
        """Everything that keeps the paper from being sent, from the top of the page to its end."""
        found = [*problems_of(self.agreement, "")]
        for stage in self.stages.forms:
            found += problems_of(stage, f"Tahap {stage.number}")
        for line in self.lines.forms:
            name = line["activity"].value() or ""
            found += problems_of(line, f"Baris {line.number}" + (f", {name}" if name else ""))
        if self.is_final:
            found += self.empty_tables()
        found += problems_of(self.cash, "")
        return found + [
            Problem(f"cek-{place}", check.text)
            for place, check in self.sum_checks().items()
            if check and check.level == "bad"
        ]

    def empty_tables(self) -> Iterator[Problem]:
        if not self.stages.used:
            yield Problem("id_stages-0-received_on", "Pencairan: tulis sedikitnya satu tahap.")
        if not self.lines.used:
            yield Problem("id_lines-0-activity", "Realisasi: tulis sedikitnya satu kegiatan.")

    def content(self) -> dict[str, Any]:
        """Whole rupiah as integers, days as ISO text, rows numbered without gaps; only of a form without problems."""
        agreement, cash = self.agreement.cleaned_data, self.cash.cleaned_data
        return {
            "period": f"{self.period:%Y-%m}",
            "agreement": agreement | {"nphd_on": agreement["nphd_on"].isoformat()},
            "stages": [stage_row(number, form) for number, form in enumerate(self.stages.used, start=1)],
            "lines": [{"number": number} | form.cleaned_data for number, form in enumerate(self.lines.used, start=1)],
            "cash": cash,
        }


def stage_row(number: int, form: StageForm) -> dict[str, Any]:
    values = form.cleaned_data
    return {"number": number, "received_on": values["received_on"].isoformat(), "amount": values["amount"]}


def mark_faulty(form: PartForm) -> None:
    for bound in form:
        if bound.errors:
            attrs = bound.field.widget.attrs
            attrs["class"] = f"{attrs.get('class', 'form-control')} is-invalid"


def problems_of(form: PartForm, where: str) -> Iterator[Problem]:
    for name, errors in form.errors.items():
        bound = form[name]
        head = ", ".join(part for part in (where, str(bound.label)) if part)
        yield Problem(bound.id_for_label, f"{head}: {errors[0]}")


def listed(word: str, numbers: list[int]) -> str:
    """baris 3; baris 3, 5"""
    return f"{word} {', '.join(map(str, numbers))}"


def spent_text(spending: Spending, period: date) -> str:
    """s.d. Agustus 3.360.750.000 (39,95%), sisa 5.051.850.000"""
    head = f"s.d. {month_name(period)} {thousands(spending.spent)} ({spending.percent})"
    if spending.excess:
        return f"{head}, melebihi pagu {thousands(spending.excess)}."
    return f"{head}, sisa {thousands(spending.balance)}"


def line_checks(form: LineForm) -> list[Check]:
    """What stands beside one line: each fault, or how far its ceiling is used."""
    faults = [
        Check("bad", f"{form[name].label}: {errors[0]}") for name, errors in form.errors.items() if name != "note"
    ]
    spending = form.spending
    if spending is None:
        return faults
    if not spending.excess:
        return [*faults, Check("ok", spent_text(spending, form.period))]
    ask = " Perlu keterangan." if "note" in form.errors else ""
    return [*faults, Check("warn", spent_text(spending, form.period) + ask)]


def stage_checks(form: StageForm, ceiling: int | None) -> list[Check]:
    faults = [Check("bad", str(errors[0])) for errors in form.errors.values()]
    if faults or form.amount_read is None or ceiling is None:
        return faults
    return [Check("ok", f"{percent(form.amount_read, ceiling)} dari NPHD")]
