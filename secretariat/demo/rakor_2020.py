"""A rakor half-way: KPU Provinsi Kalimantan Selatan, 17 and 18 September 2020, as it stood on 14 September.

Places, offices, dates, classes, topics and papers are those of the real one; persons and the address are invented.
"""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from agendas import actions as agendas
from agendas.actions import Plan
from agendas.releases import release
from documents import actions as letters
from documents import letter_paper
from documents.models import Letter, Wording
from documents.wordings import text_for
from meetings import actions as meetings
from meetings.models import Delegate, Invitation, Rakor, Stage
from participants.models import Bidang, Division, Position, Rank
from rakor.lib import dates
from rakor.lib.pdf import render_pdf
from reports import actions as reports
from reports import asking
from reports.dim import actions as dim
from reports.hibah import actions as hibah
from reports.models import Obligation, Requirement, Submission
from secretariat.demo.cast import Cast
from secretariat.demo.grants_2020 import CEILINGS, grant_of
from secretariat.demo.problems_2020 import problems_of

TZ = "Asia/Makassar"
THURSDAY, FRIDAY = date(2020, 9, 17), date(2020, 9, 18)
KELAS = [
    ("A", "KUL", "notulis-a", "Ruang 1", ["Persiapan logistik Pemilihan"]),
    ("B", "TEK", "notulis-b", "Ruang 2", [
        "Persiapan rapat pleno penetapan pasangan calon",
        "Persiapan rapat pleno pengundian nomor urut pasangan calon",
    ]),
    ("C", "HUK", "notulis-c", "Ruang 3", ["Potensi permasalahan hukum dalam tahap penetapan pasangan calon"]),
    ("D", "SOS", "notulis-d", "Ruang 4", [
        "Fasilitas alat peraga kampanye dan bahan kampanye",
        "Pemetaan lokasi pemasangan alat peraga kampanye",
        "Persiapan deklarasi kampanye damai dan sehat",
    ]),
    ("E", "DAT", "notulis-e", "Ruang 5", [
        "Persiapan uji publik dan pola penanganan masukan dan tanggapan masyarakat terhadap DPS",
        "Masukan dan tanggapan DPS oleh Bawaslu",
        "Perencanaan DPS menuju DPT",
        "Potensi masalah terkait daftar pemilih",
    ]),
    ("F", "", "notulis-f", "Ruang 6", [
        "Pertanggungjawaban keuangan anggaran Pemilihan Tahun 2020",
        "Persiapan distribusi logistik",
    ]),
]  # fmt: skip
SESSIONS = [
    (THURSDAY, "registrasi", "Registrasi peserta", (14, 0), (15, 30)),
    (THURSDAY, "pembukaan", "Pembukaan", (15, 30), (16, 30)),
    (THURSDAY, "arahan", "Gambaran umum kesiapan 13 kabupaten/kota", (16, 30), (17, 30)),
    (THURSDAY, "ishoma", "Istirahat, salat, makan malam", (17, 30), (19, 30)),
    (FRIDAY, "pleno_kelas", "Penyampaian kesimpulan kelas A s.d. F", (10, 15), (11, 30)),
    (FRIDAY, "ishoma", "Istirahat, salat Jumat, makan siang", (11, 30), (14, 0)),
    (FRIDAY, "kesimpulan", "Penyelarasan kesimpulan dan tindak lanjut", (14, 0), (15, 30)),
    (FRIDAY, "penutupan", "Penutupan", (15, 30), (16, 0)),
]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of September 2020 by the clocks of Banjarmasin."""
    return dates.at(date(2020, 9, day), time(hour, minute), TZ)


def make_rakor(cast: Cast) -> Rakor:
    rakor = plan(cast)
    invite(rakor, cast)
    require(rakor, cast)
    write_letter(rakor, cast)
    answer(rakor, cast)
    send_papers(rakor, cast)
    send_problems(rakor, cast)
    send_grants(rakor, cast)
    return rakor


def plan(cast: Cast) -> Rakor:
    by, now = cast.secretariat, at(1, 9)
    rakor = Rakor(
        title="Rapat Koordinasi Kesiapan Pelaksanaan Pemilihan Tahun 2020",
        stage=Stage.objects.get(election__voting_on=date(2020, 12, 9), name="Penetapan pasangan calon"),
        starts_on=THURSDAY,
        ends_on=FRIDAY,
        start_time=time(14, 0),
        timezone=TZ,
        venue_name="Hotel Rattan Inn",
        venue_address="Jalan Contoh Nomor 2",
        city="Banjarmasin",
        contact="Sdri. Dewi Contoh, telepon 0800 0000 0000",
        purpose="persiapan Pemilihan Gubernur dan Wakil Gubernur, Bupati dan Wakil Bupati, dan/atau Wali Kota dan "
        "Wakil Wali Kota Tahun 2020",
    )
    meetings.create_rakor(rakor=rakor, by=by, now=now)
    meetings.open_rakor(rakor=rakor, by=by, now=now)
    people = {held.person.user.username: held for held in Position.objects.filter(institution=cast.province)}
    by_bidang = {held.division.bidang: held for held in people.values() if held.division}
    for code, bidang, note_taker, room, topics in KELAS:
        division = Division.objects.get(institution=cast.province, bidang=bidang) if bidang else None
        name = division.name if division else "Sekretariat"
        speaker = by_bidang.get(bidang) or people["sekretaris"]
        session = Plan(
            kind="kelas",
            title=f"Kelas {code}: {name}",
            starts_at=dates.at(THURSDAY, time(19, 30), TZ),
            ends_at=dates.at(THURSDAY, time(22, 0), TZ),
            room_name=room,
            speakers=[speaker],
            note_taker=people[note_taker].person,
            topics=topics,
        )
        agendas.add_kelas(rakor=rakor, code=code, name=name, division=division, plan=session, by=by, now=now)
    for day, kind, title, starts, ends in SESSIONS:
        session = Plan(kind, title, dates.at(day, time(*starts), TZ), dates.at(day, time(*ends), TZ), "Ballroom")
        session.speakers = [people["ketua"]] if kind in ("pembukaan", "penutupan") else []
        agendas.add_session(rakor=rakor, plan=session, by=by, now=now)
    release(rakor=rakor, by=by, now=now)
    return rakor


def invite(rakor: Rakor, cast: Cast) -> None:
    by, now = cast.secretariat, at(2, 9)
    meetings.invite(rakor=rakor, institutions=cast.offices, by=by, now=now)
    seats = {Rank.KETUA: 1, Rank.ANGGOTA: 4, Rank.SEKRETARIS: 1, Rank.KASUBBAG: 4}
    meetings.set_quotas(rakor=rakor, seats=seats, by=by, now=now)


def require(rakor: Rakor, cast: Cast) -> None:
    for kind, name, period in (
        ("laporan_divisi", "Laporan kegiatan divisi", None),
        ("dim", "Daftar Inventarisasi Masalah (DIM)", None),
        ("hibah", "Realisasi hibah", date(2020, 8, 1)),
    ):
        requirement = Requirement(rakor=rakor, kind=kind, name=name, period=period, due_at=at(14, 16))
        asking.add_requirement(requirement=requirement, by=cast.secretariat, now=at(2, 10))


def write_letter(rakor: Rakor, cast: Cast) -> None:
    wording = Wording.objects.get(institution=None, name="Undangan rapat koordinasi")
    signer = Position.objects.get(institution=cast.province, rank=Rank.KETUA)
    letter = Letter(
        rakor=rakor,
        subject=wording.subject,
        addressee="Sdr. Ketua KPU Kabupaten/Kota se-Kalimantan Selatan\n(daftar pada Lampiran I)\ndi tempat",
        body=text_for(rakor, wording.body),
        carbon_copies="Ketua KPU Republik Indonesia di Jakarta\nKetua Bawaslu Provinsi Kalimantan Selatan di "
        "Banjarmasin\nArsip",
        signer=signer,
    )
    by = cast.secretariat
    letters.write_letter(letter=letter, by=by, now=at(7, 9))
    letters.propose(letter=letter, by=by, now=at(7, 10))
    letters.approve(letter=letter, by=cast.chair, now=at(7, 14))
    letters.number(letter=letter, by=by, now=at(8, 8))
    context = letter_paper.context_of(letter, code="CNTH-0000", printed_by="Dewi Contoh", now=at(8, 8))
    scan = SimpleUploadedFile("surat-undangan-ttd.pdf", render_pdf(render_to_string("papers/letter.html", context)))
    letters.sign(letter=letter, upload=scan, by=by, now=at(8, 11))
    letters.send(letter=letter, by=by, now=at(8, 13))


def answer(rakor: Rakor, cast: Cast) -> None:
    """Twelve of thirteen; KPU Kabupaten Balangan has not answered."""
    kelas = {row.division.bidang if row.division else "": row for row in rakor.kelas.select_related("division")}
    for invitation in Invitation.objects.filter(rakor=rakor).select_related("institution", "rakor"):
        if invitation.institution_name == "KPU Kabupaten Balangan":
            continue
        by = cast.operators[invitation.institution_name]
        meetings.answer_invitation(invitation=invitation, answer="hadir", reason="", by=by, now=at(9, 10))
        for held in Position.objects.filter(institution=invitation.institution).select_related("person", "division"):
            seat = kelas[held.division.bidang] if held.division else kelas[""]
            delegate = Delegate(invitation=invitation, person=held.person, mode="onsite")
            delegate.name, delegate.title, delegate.rank = held.person.name, str(held), held.rank
            meetings.name_delegate(delegate=delegate, kelas=seat, by=by, now=at(9, 11))


def send_papers(rakor: Rakor, cast: Cast) -> None:
    """Division reports: most accepted, some returned, one office with more time for its DIM; a seventh is owed."""
    requirement = Requirement.objects.get(rakor=rakor, kind="laporan_divisi")
    for place, invitation in enumerate(Invitation.objects.filter(rakor=rakor).select_related("institution", "rakor")):
        by = cast.operators[invitation.institution_name]
        for number, bidang in enumerate(Bidang):
            if (place + number) % 7 == 6 or (invitation.institution_name == "KPU Kabupaten Banjar" and number > 1):
                continue
            obligation = Obligation(requirement=requirement, invitation=invitation, bidang=bidang)
            sent_at = at(10 + (place + number) % 4, 8 + number, place * 4)
            version = reports.send_paper(
                obligation=obligation, content=report_of(bidang), key=uuid4(), by=by, now=sent_at
            )
            judge(version, cast, place * 5 + number)
    extended = Invitation.objects.get(rakor=rakor, institution_name="KPU Kabupaten Hulu Sungai Tengah")
    reports.extend(
        obligation=Obligation(requirement=Requirement.objects.get(rakor=rakor, kind="dim"), invitation=extended),
        until=at(16, 12),
        because="Data kecamatan terlambat masuk karena banjir",
        by=cast.chair,
        now=at(13, 15),
    )


def send_problems(rakor: Rakor, cast: Cast) -> None:
    """Eleven of thirteen, KPU Kota Banjarbaru without any; Banjar still writes, Hulu Sungai Tengah has more time."""
    requirement = Requirement.objects.get(rakor=rakor, kind="dim")
    awaited = ("KPU Kabupaten Banjar", "KPU Kabupaten Hulu Sungai Tengah")
    for place, invitation in enumerate(Invitation.objects.filter(rakor=rakor).select_related("institution", "rakor")):
        office = invitation.institution_name
        if office in awaited:
            continue
        obligation, now = Obligation(requirement=requirement, invitation=invitation), at(11 + place % 3, 10, place)
        is_nil = office == "KPU Kota Banjarbaru"
        if not is_nil:
            obligation = reports.save_draft(obligation=obligation, draft={"rows": problems_of(place)}, now=now)
        by = cast.operators[office]
        version = dim.send(obligation=obligation, is_nil=is_nil, key=uuid4(), by=by, now=now)
        if place % 2:
            reports.accept(version=version, by=cast.secretariat, now=at(14, 9))


def send_grants(rakor: Rakor, cast: Cast) -> None:
    """Eleven of thirteen, one of them returned; Banjar and Balangan have not sent theirs."""
    requirement = Requirement.objects.get(rakor=rakor, kind="hibah")
    for place, invitation in enumerate(Invitation.objects.filter(rakor=rakor).select_related("institution", "rakor")):
        office = invitation.institution_name
        if office not in CEILINGS:
            continue
        obligation, by = Obligation(requirement=requirement, invitation=invitation), cast.operators[office]
        now = at(11 + place % 3, 14, place)
        content = grant_of(office, place)
        version = hibah.send(obligation=obligation, content=content, key=uuid4(), by=by, now=now)
        if office == "KPU Kabupaten Tapin":
            note = "Samakan angka perjalanan dinas dengan rekap surat perjalanan."
            reports.send_back(version=version, note=note, correct_until=at(15, 16), by=cast.secretariat, now=at(14, 9))
        elif place % 3:
            reports.accept(version=version, by=cast.secretariat, now=at(14, 9))


def judge(version: Submission, cast: Cast, place: int) -> None:
    if place % 17 == 11:
        note = "Lengkapi kolom realisasi dan lampirkan data dukung."
        reports.send_back(version=version, note=note, correct_until=at(15, 16), by=cast.secretariat, now=at(14, 8))
    elif place % 4:
        reports.accept(version=version, by=cast.secretariat, now=at(14, 8, 30))


def report_of(bidang: str) -> dict[str, str]:
    return {
        "activities": f"Kegiatan Divisi {Bidang(bidang).label} bulan Agustus s.d. September 2020 menurut tahapan.",
        "target": "Seluruh kegiatan terlaksana sebelum penetapan pasangan calon.",
        "realised": "Sebagian besar terlaksana; rapat kerja dengan kecamatan dijadwalkan pekan berikutnya.",
        "obstacles": "Jarak antarkecamatan dan pembatasan pertemuan.",
        "solutions": "Rapat daring dan pembagian wilayah kerja.",
        "plans": "Menyelesaikan sisa kegiatan sebelum masa kampanye.",
    }
