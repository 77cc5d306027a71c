"""Susunan acara for everybody from what was released, the script for MC and operator from what is planned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from agendas import actions as agendas
from agendas import sharing
from agendas.actions import Plan
from agendas.models import Edition, Session
from documents import rundown_paper, tasks
from documents.models import PrintedDocument
from documents.rundown_actions import RENDER_RUNDOWN, order
from documents.rundown_rows import rows_of, working_rows
from meetings.models import Rakor
from participants.gate import Actor
from participants.models import Position, Rank
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from rakor.lib.pdf import render_pdf
from tests import cast as stage
from tests.cast import NOW, Cast

OPENS = datetime(2020, 9, 17, 7, 30, tzinfo=UTC)  # 15.30 WITA
FRIDAY = datetime(2020, 9, 18, 0, 30, tzinfo=UTC)  # 08.30 WITA
VALUES: dict[str, Any] = {"sheet": "a4", "code": "AAAA-AAAA", "printed_by": "Contoh", "now": NOW}


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast, venue_name="Hotel Contoh", city="Banjarmasin")
    chair = Position.objects.get(institution=cast.province, rank=Rank.KETUA)
    add(cast, Plan("pembukaan", "Pembukaan", OPENS, OPENS + timedelta(hours=1), "Ballroom", speakers=[chair]))
    rehearsal = add(cast, Plan("lain", "Gladi bersih", OPENS - timedelta(hours=3), OPENS - timedelta(hours=2)))
    Session.objects.filter(pk=rehearsal.pk).update(is_internal=True, cue="Cek suara.\nCek proyektor.")
    add(cast, Plan("sharing", "Sharing session", FRIDAY, FRIDAY + timedelta(minutes=30)))
    add(cast, Plan("penutupan", "Penutupan", FRIDAY + timedelta(hours=5), None))
    stage.make_session(cast, cast.rakor, code="D")
    make_kelas_e(cast)
    return cast


def make_kelas_e(cast: Cast) -> None:
    starts = datetime(2020, 9, 17, 11, 30, tzinfo=UTC)
    plan = Plan("kelas", "Kelas E", starts, starts + timedelta(hours=2), "Ruang E", topics=["Daftar pemilih"])
    by = cast.secretariat
    agendas.add_kelas(rakor=cast.rakor, code="E", name="Data", division=None, plan=plan, by=by, now=NOW)


def add(cast: Cast, plan: Plan) -> Session:
    return agendas.add_session(rakor=cast.rakor, plan=plan, by=cast.secretariat, now=NOW)


def rakor_of(cast: Cast) -> Rakor:
    return Rakor.objects.select_related("organiser").get(pk=cast.rakor.pk)


def release(cast: Cast) -> Edition:
    rows = [{key: value for key, value in row.items() if key != "session"} for row in working_rows(cast.rakor)]
    content = [row for row in rows if not row["is_internal"]]
    by = cast.secretariat.user
    return Edition.objects.create(
        rakor=cast.rakor, number=2, released_at=NOW, released_by=by, content=content, html="-"
    )


def public(cast: Cast) -> dict[str, Any]:
    rakor = rakor_of(cast)
    return rundown_paper.context_of(rakor, rows_of(rakor), **VALUES)["rundown"]


@pytest.mark.django_db
def test_the_public_paper_goes_by_day_and_puts_parallel_kelas_into_one_block(cast: Cast) -> None:
    paper = public(cast)

    assert paper["standing"] == "Naskah kerja, belum diterbitkan"
    assert [day["title"] for day in paper["days"]] == ["Kamis, 17 September 2020", "Jumat, 18 September 2020"]
    thursday, friday = ([(row["hours"], row["title"]) for row in day["rows"]] for day in paper["days"])
    assert thursday == [("15.30–16.30", "Pembukaan"), ("19.30–22.00", "Kelas D s.d. E")]
    assert friday == [("08.30–09.00", "Sharing session"), ("13.30 s.d. selesai", "Penutupan")]
    assert paper["days"][0]["rows"][0]["officers"] == ["chair contoh, Ketua"]
    [block] = paper["classes"]
    assert block["when"] == "Kamis, 17 September 2020, 19.30–22.00 WITA"
    assert block["rows"] == [
        {
            "letter": "D",
            "name": "Sosialisasi, Pendidikan Pemilih, Partisipasi Masyarakat dan SDM",
            "room": "Ruang D",
            "officers": ["commissioner contoh, Anggota", "Notulis: note_taker contoh"],
            "topics": ["Fasilitas APK", "Pemetaan lokasi APK"],
        },
        {
            "letter": "E",
            "name": "Data",
            "room": "Ruang E",
            "officers": [],
            "topics": ["Daftar pemilih"],
        },
    ]


@pytest.mark.django_db
def test_what_was_released_is_printed_whatever_is_planned_since(cast: Cast) -> None:
    release(cast)
    Session.objects.filter(title="Pembukaan").update(title="Pembukaan, diubah")

    paper = public(cast)

    assert paper["standing"] == "Edisi 2, diterbitkan 14 September 2020 pukul 10.20 WITA"
    assert paper["days"][0]["rows"][0]["title"] == "Pembukaan"


@pytest.mark.django_db
def test_the_script_holds_cues_minutes_internal_sessions_and_turns(cast: Cast) -> None:
    stage.invite_both(cast, cast.rakor)
    session = Session.objects.select_related("rakor").get(title="Sharing session")
    sharing.fill(session=session, by=cast.secretariat, now=NOW)

    script = rundown_paper.script_context_of(rakor_of(cast), **VALUES)["script"]

    rehearsal, opening, kelas = script["days"][0]["blocks"]
    assert rehearsal == [
        {
            "hours": "12.30–13.30",
            "minutes": 60,
            "title": "Gladi bersih",
            "kind": "Lainnya, hanya panitia",
            "cues": ["Cek suara.", "Cek proyektor."],
            "officers": [],
            "room": "",
        }
    ]
    assert (opening[0]["kind"], opening[0]["officers"]) == ("", ["chair contoh, Ketua"])
    assert [(row["hours"], row["room"]) for row in kelas] == [("19.30–22.00", "Ruang D"), ("19.30–21.30", "Ruang E")]
    assert script["days"][1]["blocks"][1][0]["minutes"] is None
    assert script["sharing"] == [
        {
            "title": "Sharing session",
            "prompts": ["Pengalaman", "Kendala", "Usulan"],
            "minutes": 15,
            "turns": [
                {"hour": "08.30", "office": "KPU Kabupaten Banjar"},
                {"hour": "08.45", "office": "KPU Kabupaten Tapin"},
            ],
        }
    ]


@pytest.mark.django_db
def test_no_paper_holds_the_link_and_hostile_names_stay_text(cast: Cast) -> None:
    secret = {"join_url": "https://rapat.contoh.id/j/777", "meeting_id": "ID-777", "passcode": "sandi-9"}
    Session.objects.update(mode="online", cue="<script>x</script>", **secret)
    rakor = rakor_of(cast)
    papers = [
        render_to_string("papers/rundown.html", rundown_paper.context_of(rakor, rows_of(rakor), **VALUES)),
        render_to_string("papers/script.html", rundown_paper.script_context_of(rakor, **VALUES)),
    ]

    assert [value for value in secret.values() for paper in papers if value in paper] == []
    assert "<script>" not in papers[1]
    assert "&lt;script&gt;x" in papers[1]


@pytest.mark.django_db
@pytest.mark.parametrize(("sheet", "wide", "height"), [("a4", 210, 297), ("f4", 215, 330)])
def test_both_papers_fit_their_sheet_and_count_their_pages(cast: Cast, sheet: str, wide: int, height: int) -> None:
    rakor, values = rakor_of(cast), VALUES | {"sheet": sheet}
    context = rundown_paper.script_context_of(rakor, **values)
    script = PdfReader(BytesIO(render_pdf(render_to_string("papers/script.html", context))))

    millimetres = [round(float(side) / 72 * 25.4) for side in script.pages[0].mediabox[2:]]
    assert millimetres == [height, wide]
    text = script.pages[0].extract_text()
    for words in ("NASKAH MC DAN OPERATOR", "Pukul (WITA)", "Jam sebenarnya", "Halaman 1 dari 1", "oleh Contoh"):
        assert words in text


# --- ordered, printed, read


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def print_out(cast: Cast, kind: str, sheet: str = "a4") -> PrintedDocument:
    job = order(rakor=cast.rakor, kind=kind, sheet=sheet, by=cast.secretariat, now=NOW)
    run_job(tasks.render_rundown, job.pk)
    return PrintedDocument.objects.latest("pk")


@pytest.mark.django_db(transaction=True)
def test_a_print_is_ordered_once_while_it_waits_and_made_by_the_worker(cast: Cast) -> None:
    address = reverse("rundown_print", args=[cast.rakor.pk])
    client = client_of(cast.secretariat)
    for _ in range(2):
        page = client.post(address, {"kind": "acara", "sheet": "f4"}, follow=True).content.decode()
    assert "Susunan acara F4 menunggu" in page
    job = Job.objects.get(task=RENDER_RUNDOWN)

    for _ in range(2):
        run_job(tasks.render_rundown, job.pk)

    printed = PrintedDocument.objects.get()
    assert (printed.kind, printed.edition) == ("acara", None)
    assert printed.file.name == f"susunan-acara-rakor-{cast.rakor.pk}-f4.pdf"
    assert "Naskah kerja, belum diterbitkan" in PdfReader(printed.file.full_path).pages[0].extract_text()


@pytest.mark.django_db(transaction=True)
def test_an_invited_office_reads_the_released_agenda_and_neither_draft_nor_script(cast: Cast) -> None:
    stage.invite_both(cast, cast.rakor)
    draft, script = print_out(cast, "acara"), print_out(cast, "naskah")
    release(cast)
    released = print_out(cast, "acara")

    seen = {
        who: set(PrintedDocument.objects.visible_to(getattr(cast, who)).values_list("pk", flat=True))
        for who in ("secretariat", "note_taker", "operator", "stranger")
    }
    assert seen == {
        "secretariat": {draft.pk, script.pk, released.pk},
        "note_taker": {draft.pk, script.pk, released.pk},
        "operator": {released.pk},
        "stranger": set(),
    }
    page = client_of(cast.operator).get(reverse("rundown_show", args=[cast.rakor.pk])).content.decode()
    assert page.count(reverse("printed_file", args=[released.pk])) == 1
    assert reverse("printed_file", args=[script.pk]) not in page


@pytest.mark.django_db
def test_an_unknown_paper_is_refused_with_a_sentence(cast: Cast) -> None:
    address = reverse("rundown_print", args=[cast.rakor.pk])

    page = client_of(cast.secretariat).post(address, {"kind": "surat", "sheet": "a3"}, follow=True).content.decode()

    assert "Pilih naskah dan kertas yang akan dicetak." in page
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_an_empty_agenda_is_not_printed(cast: Cast) -> None:
    Session.objects.all().delete()
    address = reverse("rundown_print", args=[cast.rakor.pk])

    page = client_of(cast.secretariat).post(address, {"kind": "acara", "sheet": "a4"}, follow=True).content.decode()

    assert "Acara belum disusun, jadi belum ada yang dapat dicetak." in page
    assert not Job.objects.exists()
