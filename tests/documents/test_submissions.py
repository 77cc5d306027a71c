"""A sent version on the paper of its office, and its signed scan."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents import submission_actions, submission_paper, tasks
from documents.models import PrintedDocument, SignedSubmission
from participants.gate import Actor
from participants.models import Position, Rank
from rakor.audit.models import AuditRow
from rakor.jobs.tasks import run_job
from reports.models import Submission
from reports.recording import record_paper
from tests import cast as stage
from tests.cast import NOW, PDF, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


@pytest.fixture
def version(cast: Cast, settings: Any, tmp_path: Any) -> Submission:
    settings.MEDIA_ROOT = tmp_path
    invitation = stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]
    return stage.send_report(cast, stage.make_requirement(cast, cast.rakor), invitation)


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def context(version: Submission) -> dict[str, Any]:
    return submission_paper.context_of(version, sheet="a4", code="4H2C-71QD", printed_by="Operator", now=NOW)


def test_the_paper_stands_on_the_letterhead_of_the_office_and_is_signed_by_its_head(
    cast: Cast, version: Submission
) -> None:
    head = Position.objects.filter(institution=cast.banjar, rank=Rank.KETUA).get()

    paper = context(version)

    assert paper["letterhead"]["lines"][-1] == "KPU KABUPATEN BANJAR"
    assert paper["submission"]["signers"] == [
        {
            "above": [f"{cast.banjar.seat or '.' * 20}, 14 September 2020", "KETUA,"],
            "name": head.person.name,
            "below": [],
        }
    ]
    assert dict(paper["submission"]["identity"])["Tanda terima"] == f"No. {version.receipt_number}, versi 1"
    assert paper["submission"]["texts"] == [("Kegiatan yang dilaksanakan", "Kegiatan")]
    assert [name for name, *_ in paper["submission"]["files"]] == ["laporan.pdf"]


def test_it_says_who_sent_it_for_the_office_and_how_it_came(cast: Cast, version: Submission) -> None:
    owed = version.obligation
    recorded = record_paper(
        obligation=owed, content={}, received_via="surat", key=uuid4(), by=cast.secretariat, now=NOW
    )

    told = dict(context(recorded)["submission"]["identity"])

    assert "Disampaikan oleh" not in dict(context(version)["submission"]["identity"])
    assert told["Disampaikan oleh"] == (
        "secretariat contoh, sekretariat KPU Provinsi Kalimantan Selatan, atas nama kantor ini; diterima melalui surat"
    )


def test_an_office_without_a_known_head_gets_a_line_to_write_on(cast: Cast, version: Submission) -> None:
    Position.objects.filter(institution=cast.banjar, rank=Rank.KETUA).delete()

    [signer] = context(version)["submission"]["signers"]

    assert signer["above"][1] == "PIMPINAN,"
    assert signer["name"] == f"({'.' * 44})"


def test_it_is_printed_once_and_read_by_whoever_reads_the_version(cast: Cast, version: Submission) -> None:
    job = submission_actions.order(version=version, sheet="f4", by=cast.operator, now=NOW)
    assert submission_actions.order(version=version, sheet="f4", by=cast.operator, now=NOW) == job

    run_job(tasks.render_submission, job.pk)

    printed = PrintedDocument.objects.get()
    readers = {
        who
        for who, actor in cast.actors.items()
        if PrintedDocument.objects.visible_to(actor).filter(pk=printed.pk).exists()
    }
    assert (printed.kind, printed.submission) == ("laporan", version)
    assert printed.file.full_path.read_bytes().startswith(b"%PDF-")
    assert readers == {"operator", "office_chair", "secretariat", "chair", "commissioner", "observer"}


def test_the_signed_scan_stands_beside_the_version(cast: Cast, version: Submission) -> None:
    address = reverse("submission_sign", args=[version.pk])

    refused = enter(cast.operator).post(address, {"upload": SimpleUploadedFile("ttd.png", PDF)})
    page = enter(cast.operator).post(address, {"upload": SimpleUploadedFile("ttd.pdf", PDF)}, follow=True)

    signed = SignedSubmission.objects.get()
    assert refused.status_code == 422
    assert "Pindaian bertanda tangan tersimpan di samping versi ini." in page.content.decode()
    assert (signed.submission, signed.signed_by_name) == (version, cast.operator.name)
    assert AuditRow.objects.get(verb="paper.signed").details == {"sha256": signed.file.sha256}
    assert enter(cast.other_operator).get(reverse("signed_submission_file", args=[signed.pk])).status_code == 404
