"""The pages on which a host asks for papers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from participants.models import User
from reports import asking
from reports.models import Obligation, Requirement, RequirementSet, Submission
from tests import cast as stage
from tests.cast import NOW, PDF, Cast
from tests.reports.conftest import Enter

TYPED = {
    "kind": "angka",
    "name": "Kesiapan TPS",
    "due_on": "2020-09-14",
    "due_hour": "16.00",
    "is_obligatory": "on",
    "size_mb": "5",
    "most_files": "2",
    "name_pattern": "{kantor} v{versi}",
}
QUESTION = {"label": "Jumlah TPS", "kind": "angka", "unit": "TPS", "options": "", "is_required": "on"}


def rows(*questions: dict[str, str], initial: int = 0) -> dict[str, str]:
    typed = {"isian-TOTAL_FORMS": str(len(questions)), "isian-INITIAL_FORMS": str(initial)}
    for number, question in enumerate(questions):
        typed |= {f"isian-{number}-{name}": value for name, value in question.items()}
    return typed


@pytest.fixture
def host(cast: Cast, enter: Enter, media: Any) -> Client:
    return enter(cast.secretariat)


def ask(host: Client, cast: Cast, **changes: Any) -> HttpResponse:
    return host.post(reverse("requirement_add", args=[cast.rakor.pk]), TYPED | changes, follow=True)


@pytest.fixture
def figures(host: Client, cast: Cast) -> Requirement:
    ask(host, cast)
    return Requirement.objects.get()


def test_a_form_goes_on_to_its_questions(host: Client, cast: Cast) -> None:
    response = ask(host, cast, template_file=SimpleUploadedFile("format.pdf", PDF), institution_kinds=["kpu_kabkota"])

    asked = Requirement.objects.get()
    assert response.redirect_chain == [(reverse("question_edit", args=[asked.pk]), 302)]  # type: ignore[attr-defined]
    assert (asked.name, asked.due_text) == ("Kesiapan TPS", "Senin, 14 September 2020 pukul 16.00 WITA")
    assert (asked.size_limit, asked.most_files, asked.name_pattern) == (5 * 1024 * 1024, 2, "{kantor} v{versi}")
    assert asked.template is not None
    assert (asked.template.name, asked.kinds_text) == ("format.pdf", "KPU kabupaten/kota")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "hibah"}, "Pilih bulan yang dilaporkan."),
        ({"kind": "berkas", "name": ""}, "Tulis nama berkas yang diminta."),
        ({"name_pattern": "{kantor.__class__}"}, "Di antara kurung kurawal hanya dapat ditulis"),
        ({"kind": "dim", "institution_kinds": ["bawaslu"]}, "Berkas ini disusun oleh KPU saja, bukan Bawaslu."),
        ({"template_file": SimpleUploadedFile("a.exe", b"MZ")}, "Jenis berkas ini tidak diterima."),
    ],
)
def test_a_bad_request_says_why_and_keeps_what_was_typed(
    host: Client, cast: Cast, changes: dict[str, Any], sentence: str
) -> None:
    page = ask(host, cast, **changes).content.decode()

    assert sentence in page
    assert 'value="2020-09-14"' in page
    assert not Requirement.objects.exists()


def test_questions_keep_their_keys_when_others_come_and_go(host: Client, figures: Requirement) -> None:
    address = reverse("question_edit", args=[figures.pk])
    host.post(address, rows(QUESTION, QUESTION | {"label": "Jumlah KPPS", "unit": "orang"}))
    figures.refresh_from_db()
    old, kept = [row["key"] for row in figures.questions]
    first, second = (QUESTION | {"ORDER": "2", "DELETE": "on"}, QUESTION | {"label": "KPPS", "ORDER": "1"})

    host.post(address, rows(first, second, QUESTION | {"label": "Linmas"}, initial=2))

    figures.refresh_from_db()
    assert [row["label"] for row in figures.questions] == ["KPPS", "Linmas"]
    assert figures.questions[0]["key"] == kept
    assert figures.questions[1]["key"] not in (old, kept)


def test_a_change_beside_a_withdrawal_is_refused_in_words(
    host: Client, figures: Requirement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate let it pass; a colleague was quicker by a moment."""
    change = asking.change_requirement

    def change_too_late(**how: Any) -> None:
        withdrawn = {"withdrawn_by": User.objects.first(), "withdrawn_because": "Batal"}
        Requirement.objects.update(withdrawn_at=NOW, **withdrawn)
        change(**how)

    monkeypatch.setattr(asking, "change_requirement", change_too_late)

    page = host.post(reverse("question_edit", args=[figures.pk]), rows(QUESTION), follow=True).content.decode()

    assert "Permintaan ini sudah dicabut; perubahannya tidak tersimpan." in page
    figures.refresh_from_db()
    assert (figures.withdrawn_at, figures.questions) == (NOW, [])


def test_a_choice_needs_two_words(host: Client, figures: Requirement) -> None:
    response = host.post(
        reverse("question_edit", args=[figures.pk]), rows(QUESTION | {"kind": "pilihan", "options": "satu"})
    )

    assert response.status_code == 422
    assert "Tulis sedikitnya dua pilihan, satu per baris." in response.content.decode()


def test_an_office_answers_the_questions_and_the_version_says_them(
    host: Client, cast: Cast, enter: Enter, figures: Requirement
) -> None:
    budget = QUESTION | {"label": "Anggaran", "kind": "rupiah", "unit": "", "is_required": ""}
    host.post(reverse("question_edit", args=[figures.pk]), rows(QUESTION, budget))
    invitation = stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]
    office, place = enter(cast.operator), [invitation.pk, figures.pk, "-"]

    figures.refresh_from_db()
    first, second = [row["key"] for row in figures.questions]
    wrong = office.post(reverse("paper_send", args=place), {"key": "1" * 32, first: "dua"})
    right = office.post(reverse("paper_send", args=place), {"key": "1" * 32, first: "1250", second: ""}, follow=True)

    assert wrong.status_code == 422
    assert "Tulis bilangan bulat" in wrong.content.decode()
    assert Submission.objects.get().content["answers"] == [
        {"key": first, "label": "Jumlah TPS", "kind": "angka", "unit": "TPS", "value": 1250},
        {"key": second, "label": "Anggaran", "kind": "rupiah", "unit": "", "value": None},
    ]
    assert "<dt>Jumlah TPS</dt><dd>1.250 TPS</dd><dt>Anggaran</dt><dd>-</dd>" in right.content.decode()


def test_a_withdrawn_paper_says_so_to_whoever_is_typing(
    host: Client, cast: Cast, enter: Enter, report: Requirement, owed: Obligation
) -> None:
    stage.send_report(cast, report, owed.invitation)
    page = host.post(reverse("requirement_withdraw", args=[report.pk]), {"because": "Digabung dengan DIM"}, follow=True)
    place = [owed.invitation.pk, report.pk, "TEK"]

    office = enter(cast.operator)
    sent = office.post(reverse("paper_send", args=place), {"key": "1" * 32, "activities": "Rapat"}, follow=True)

    assert "dicabut. Yang sudah dikirim tetap dapat dibaca." in page.content.decode()
    assert "Berkas ini tidak diminta lagi oleh penyelenggara" in sent.content.decode()
    assert "Digabung dengan DIM" in office.get(reverse("paper_show", args=place)).content.decode()
    assert Submission.objects.count() == 1


def test_what_offices_have_seen_is_not_removed(host: Client, cast: Cast, report: Requirement, owed: Obligation) -> None:
    stage.send_report(cast, report, owed.invitation)

    page = host.post(reverse("requirement_remove", args=[report.pk]), follow=True).content.decode()

    assert "sudah dapat dibaca kantor dan tidak dihapus. Cabut dengan alasan." in page
    assert Requirement.objects.count() == 1


def test_a_set_is_kept_used_and_dropped(host: Client, cast: Cast, report: Requirement) -> None:
    host.post(reverse("set_keep", args=[cast.rakor.pk]), {"name": "Tahapan"})
    taken = host.post(reverse("set_keep", args=[cast.rakor.pk]), {"name": "Tahapan"})
    kept, later = RequirementSet.objects.get(), stage.make_rakor(cast, title="Berikutnya")

    page = host.post(reverse("set_ask", args=[later.pk]), {"kept": kept.pk}, follow=True).content.decode()
    host.post(reverse("set_drop", args=[later.pk, kept.pk]))

    assert (taken.status_code, "Nama ini sudah dipakai set lain." in taken.content.decode()) == (422, True)
    assert "1 berkas diminta. Periksa tenggatnya di bawah." in page
    assert Requirement.objects.filter(rakor=later).count() == 1
    assert not RequirementSet.objects.exists()


def test_the_set_of_another_office_is_as_absent(host: Client, cast: Cast) -> None:
    foreign = RequirementSet.objects.create(institution=cast.banjar, name="Bukan milik provinsi")

    used = host.post(reverse("set_ask", args=[cast.rakor.pk]), {"kept": foreign.pk})
    dropped = host.post(reverse("set_drop", args=[cast.rakor.pk, foreign.pk]))

    assert (used.status_code, dropped.status_code) == (422, 404)
    assert asking.ask_set(rakor=cast.rakor, kept=foreign, by=cast.secretariat, now=NOW) == []
