"""The fixed cast of the tests: a province that hosts, two of its offices, a stranger - and one rakor half-way.

Names say the role: `secretariat`, `chair`, `commissioner` of the host; `operator`, `office_chair` of KPU Kabupaten
Banjar; `other_operator` of KPU Kabupaten Tapin, invited as well; `stranger`, the secretariat of another province.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from agendas import actions as agendas
from agendas import materials, sheets
from agendas.actions import Plan
from agendas.models import Material, Session, SignedSheet
from documents import actions as letters
from documents import minutes_actions, signing
from documents.codes import new_code
from documents.models import Letter, PrintedDocument, PrintedKind
from meetings import actions as meetings
from meetings import directing
from meetings.models import AccessLink, Delegate, Invitation, Rakor, Reference
from minutes import actions as minutes
from minutes.models import FollowUp, NoteBlock, Outcome
from participants.gate import Actor
from participants.models import (
    Bidang,
    Division,
    Institution,
    InstitutionKind,
    Person,
    Position,
    Rank,
    Region,
    RegionCode,
    Right,
    Role,
    User,
)
from rakor.files import uploads
from rakor.files.actions import store_bytes
from rakor.files.kinds import KINDS
from rakor.files.models import Upload
from reports import actions as reports
from reports import asking
from reports.models import Obligation, Requirement, Submission

TZ = "Asia/Makassar"
NOW = datetime(2020, 9, 14, 2, 20, tzinfo=UTC)  # 10.20 WITA
DUE = datetime(2020, 9, 14, 8, 0, tzinfo=UTC)  # 16.00 WITA
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Cast:
    province: Institution
    banjar: Institution
    tapin: Institution
    actors: dict[str, Actor]
    rakor: Rakor = field(init=False)

    def __getattr__(self, name: str) -> Actor:
        actors = self.__dict__.get("actors", {})
        if name not in actors:
            raise AttributeError(name)
        return actors[name]


def make_region(name: str, kind: str, code: str, parent: Region | None, tz: str = TZ) -> Region:
    region = Region.objects.create(name=name, kind=kind, timezone=tz)
    RegionCode.objects.create(region=region, code=code, parent=parent)
    return region


def make_office(name: str, kind: InstitutionKind, region: Region, code: str) -> Institution:
    office = Institution.objects.create(
        name=name, kind=kind, region=region, timezone=region.timezone, letter_code=code, letterhead_unit=name.upper()
    )
    for order, bidang in enumerate(Bidang, start=1):
        Division.objects.create(institution=office, bidang=bidang, name=bidang.label, order=order)
    return office


def make_actor(username: str, office: Institution | None, role: Role | None, rank: Rank, title: str = "") -> Actor:
    person = Person.objects.create(name=f"{username} contoh", email=f"{username.replace('_', '-')}@contoh.invalid")
    if office:
        Position.objects.create(person=person, institution=office, rank=rank, title=title or rank.label)
    user = User.objects.create_user(username, "sandi-contoh-1", person=person)
    right = Right.objects.create(user=user, institution=office, role=role) if office and role else None
    return Actor(user, right)


def make_cast() -> Cast:
    kalsel = make_region("Kalimantan Selatan", "provinsi", "63", None)
    kalteng = make_region("Kalimantan Tengah", "provinsi", "62", None, "Asia/Jakarta")
    province = make_office("KPU Provinsi Kalimantan Selatan", InstitutionKind.KPU_PROVINSI, kalsel, "63")
    strange = make_office("KPU Provinsi Kalimantan Tengah", InstitutionKind.KPU_PROVINSI, kalteng, "62")
    banjar_region = make_region("Kabupaten Banjar", "kabupaten", "63.03", kalsel)
    tapin_region = make_region("Kabupaten Tapin", "kabupaten", "63.05", kalsel)
    banjar = make_office("KPU Kabupaten Banjar", InstitutionKind.KPU_KABKOTA, banjar_region, "6303")
    tapin = make_office("KPU Kabupaten Tapin", InstitutionKind.KPU_KABKOTA, tapin_region, "6305")
    actors = {
        "secretariat": make_actor("secretariat", province, Role.SECRETARIAT, Rank.KABAG),
        "chair": make_actor("chair", province, Role.LEADERSHIP, Rank.KETUA),
        "commissioner": make_actor("commissioner", province, Role.COMMISSIONER, Rank.ANGGOTA),
        "observer": make_actor("observer", province, Role.OBSERVER, Rank.LAIN),
        "operator": make_actor("operator", banjar, Role.OPERATOR, Rank.KASUBBAG),
        "office_chair": make_actor("office_chair", banjar, Role.OFFICE_LEADERSHIP, Rank.KETUA),
        "other_operator": make_actor("other_operator", tapin, Role.OPERATOR, Rank.KASUBBAG),
        "stranger": make_actor("stranger", strange, Role.SECRETARIAT, Rank.KABAG),
        "admin": make_actor("admin", strange, Role.ADMIN, Rank.LAIN),
        "note_taker": make_actor("note_taker", None, None, Rank.STAF),
    }
    return Cast(province, banjar, tapin, actors)


# --- the rakor, step by step; each step uses the program's own verbs


def make_rakor(cast: Cast, **changes: Any) -> Rakor:
    values = {
        "title": "Rakor Contoh",
        "starts_on": date(2020, 9, 17),
        "ends_on": date(2020, 9, 18),
        "start_time": time(14, 0),
        "timezone": TZ,
    } | changes
    rakor = meetings.create_rakor(rakor=Rakor(**values), by=cast.secretariat, now=NOW)
    meetings.open_rakor(rakor=rakor, by=cast.secretariat, now=NOW)
    cast.rakor = rakor
    return rakor


def make_branch(host: Actor, parent: Rakor | None, **changes: Any) -> Rakor:
    """An opened rakor of an invited office, below the one that it was invited to."""
    assert host.institution
    values = {
        "title": f"Rakor {host.institution}",
        "starts_on": date(2020, 9, 22),
        "ends_on": date(2020, 9, 22),
        "timezone": host.institution.timezone,
        "parent": parent,
    } | changes
    rakor = meetings.create_rakor(rakor=Rakor(**values), by=host, now=NOW)
    meetings.open_rakor(rakor=rakor, by=host, now=NOW)
    return rakor


def make_reference(cast: Cast, rakor: Rakor, **changes: Any) -> Reference:
    reference = Reference(**{"rakor": rakor, "issuer": "Kemendagri", "title": "Kesiapan Desk"} | changes)
    upload = SimpleUploadedFile("radiogram.pdf", PDF)
    lines = ["Bentuk Desk Pilkada.", "Laporkan tiap pekan."]
    return directing.save_reference(reference=reference, lines=lines, upload=upload, by=cast.secretariat, now=NOW)


def make_session(cast: Cast, rakor: Rakor, *, code: str = "D") -> Session:
    division = Division.objects.get(institution=cast.province, bidang="SOS")
    speaker = Position.objects.get(institution=cast.province, rank=Rank.ANGGOTA)
    plan = Plan(
        kind="kelas",
        title=f"Kelas {code}",
        starts_at=datetime(2020, 9, 17, 11, 30, tzinfo=UTC),
        ends_at=datetime(2020, 9, 17, 14, 0, tzinfo=UTC),
        room_name=f"Ruang {code}",
        speakers=[speaker],
        note_taker=cast.note_taker.person,
        topics=["Fasilitas APK", "Pemetaan lokasi APK"],
    )
    return agendas.add_kelas(
        rakor=rakor, code=code, name=division.name, division=division, plan=plan, by=cast.secretariat, now=NOW
    )


def invite_both(cast: Cast, rakor: Rakor) -> dict[str, Invitation]:
    meetings.invite(rakor=rakor, institutions=[cast.banjar, cast.tapin], by=cast.secretariat, now=NOW)
    meetings.send_invitations(rakor=rakor, by=cast.secretariat, now=NOW)
    return {row.institution_name: row for row in rakor.invitations.select_related("institution", "rakor__organiser")}


def make_requirement(cast: Cast, rakor: Rakor, kind: str = "laporan_divisi") -> Requirement:
    period = date(2020, 8, 1) if kind == "hibah" else None
    requirement = Requirement(rakor=rakor, kind=kind, name=kind, period=period, due_at=DUE)
    return asking.add_requirement(requirement=requirement, by=cast.secretariat, now=NOW)


def send_report(
    cast: Cast, requirement: Requirement, invitation: Invitation, *, bidang: str = "KUL", now: datetime = NOW
) -> Submission:
    return reports.send_paper(
        obligation=Obligation(requirement=requirement, invitation=invitation, bidang=bidang),
        content={"activities": "Kegiatan"},
        uploads=[SimpleUploadedFile("laporan.pdf", PDF)],
        key=uuid4(),
        by=cast.operator,
        now=now,
    )


def begin_upload(obligation: Obligation, by: Actor, content: bytes = PDF, **changes: Any) -> Upload:
    """Nothing of it has come yet."""
    values = {"name": "laporan.pdf", "size": len(content), "sha256": "", "now": NOW} | changes
    return uploads.begin(owner_id=by.user_id, about=obligation.words, **values)


def write_letter(cast: Cast, rakor: Rakor, *, until: str = "", **changes: Any) -> Letter:
    """A letter that has come as far as the named step."""
    signer = Position.objects.get(institution=cast.province, rank=Rank.KETUA)
    values = {"subject": "Undangan", "addressee": "Ketua KPU", "body": "Isi surat.", "signer": signer} | changes
    letter = Letter(rakor=rakor, **values)
    by = cast.secretariat
    letters.write_letter(letter=letter, by=by, now=NOW)
    steps = {
        "proposed": lambda: letters.propose(letter=letter, by=by, now=NOW),
        "approved": lambda: letters.approve(letter=letter, by=cast.chair, now=NOW),
        "numbered": lambda: letters.number(letter=letter, by=by, now=NOW),
        "signed": lambda: letters.sign(letter=letter, upload=SimpleUploadedFile("ttd.pdf", PDF), by=by, now=NOW),
        "sent": lambda: letters.send(letter=letter, by=by, now=NOW),
    }
    for name, take in steps.items():
        if not until:
            break
        take()
        letter.refresh_from_db()
        if name == until:
            break
    return letter


def send_papers(cast: Cast, rakor: Rakor) -> Letter:
    """A letter on a paper for each institution, each signed by itself, sent."""
    letter = write_letter(cast, rakor, until="numbered", is_per_institution=True)
    for copy in letter.copies.select_related("letter__rakor"):
        upload = SimpleUploadedFile(f"ttd-{copy.order}.pdf", PDF + f"% {copy.order}\n".encode())
        signing.sign_copy(copy=copy, upload=upload, by=cast.secretariat, now=NOW)
    letter.refresh_from_db()
    letters.send(letter=letter, by=cast.secretariat, now=NOW)
    letter.refresh_from_db()
    return letter


def write_notes(cast: Cast, session: Session) -> tuple[NoteBlock, Outcome, FollowUp]:
    block = NoteBlock(session=session, kind="pokok", speaker="Eka Contoh", text="Fasilitasi APK oleh KPU kab/kota.")
    minutes.add_block(block=block, by=cast.note_taker, now=NOW)
    outcome = Outcome(session=session, kind="kesepakatan", text="Rapat APK selesai 25 September 2020.")
    minutes.add_block(block=outcome, by=cast.note_taker, now=NOW)
    follow_up = FollowUp(outcome=outcome, task="Sampaikan jadwal", assignee=cast.banjar, due_on=date(2020, 9, 21))
    minutes.add_follow_up(follow_up=follow_up, by=cast.note_taker, now=NOW)
    return block, outcome, follow_up


def approve_minutes(cast: Cast, rakor: Rakor, *, signed: bool = False) -> Any:
    laid = minutes.propose(rakor=rakor, by=cast.secretariat, now=NOW)
    minutes_actions.approve(minutes=laid, sheet="a4", by=cast.chair, now=NOW)
    laid.refresh_from_db()
    if signed:
        scan = SimpleUploadedFile("notula.pdf", PDF)
        minutes_actions.sign(minutes=laid, upload=scan, by=cast.secretariat, now=NOW)
        laid.refresh_from_db()
    return laid


def print_letter(letter: Letter) -> PrintedDocument:
    stored = store_bytes(content=PDF, name="surat.pdf", kind=KINDS["pdf"], now=NOW, by_id=None)
    return PrintedDocument.objects.create(
        rakor=letter.rakor, kind=PrintedKind.LETTER, letter=letter, file=stored, code=new_code(), made_at=NOW
    )


def hand_out(cast: Cast, session: Session) -> Material:
    upload = SimpleUploadedFile("paparan.pdf", PDF)
    return materials.add(session=session, title="Paparan", upload=upload, by=cast.secretariat, now=NOW)


def sign_in(cast: Cast, session: Session) -> SignedSheet:
    upload = SimpleUploadedFile("daftar-hadir.pdf", PDF)
    return sheets.attach(session=session, is_of_day=False, upload=upload, by=cast.secretariat, now=NOW)


def name_delegate(cast: Cast, invitation: Invitation) -> Delegate:
    delegate = Delegate(invitation=invitation, name="Akhmad Contoh", title="Ketua", rank=Rank.KETUA, mode="onsite")
    return meetings.name_delegate(delegate=delegate, by=cast.operator, now=NOW)


def guest_of(link: AccessLink) -> Actor:
    """Whoever came in by this access sheet."""
    return Actor(link.user, Right.objects.get(user=link.user))
