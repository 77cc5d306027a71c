"""Values that must not travel: planted in a filled rakor, and who may meet which of them at which address.

Whatever is not in ENTITLED is a leak: a page or file showed a telephone number, a NIP, a link or a secret to somebody
whom it does not concern.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from agendas import personal_code
from agendas.models import Session
from meetings.models import Delegate, Rakor
from participants.models import Person
from rakor.files.models import StoredFile
from reports.models import DraftFile, Obligation, Submission
from tests.access_register import AROUND, BANJAR, HOST, INVITED, READERS, SECRETARIAT

PHONE, NOTE, NIP = "0812-0099-0011", "diet kenari", "199001012020121987"
OTHERS_PHONE = "0812-0099-0022"  # of a person as such, shown nowhere
LINK, MEETING, PASSCODE = "https://rapat.invalid/j/kenari", "998 7766 5544", "sandi-kenari"
DRAFT, DRAFT_FILE, PROPOSED, HANDED_BACK = "ketikan kenari", "draf-kenari.pdf", "ajuan kenari", "koreksi kenari"
CONTACT = "Sdri. Kenari 0812-0099-0033"
SENT = "Kenari sudah terkirim"  # in one report of a division

GUEST = frozenset({"guest"})
OWN = BANJAR | GUEST  # who acts for the office whose delegate it is
DOORS = {  # who runs the meeting types them; who is asked to come finds them while the session is on
    "rakor_join": SECRETARIAT,
    "session_join": SECRETARIAT,
    "session_joins": HOST | INVITED | GUEST,
}
ENTITLED: dict[str, dict[str, frozenset[str]]] = {
    # telephone and needs of a delegate: the own office and the host's people, no observer and no other office
    "phone": {"invitation_show": HOST | OWN, "delegate_change": SECRETARIAT | OWN},
    "note": {"invitation_show": HOST | OWN, "delegate_change": SECRETARIAT | OWN},
    # for the travel papers, which the host makes; and in the list of an office's own people
    "nip": {"travel_sheet": HOST, "institution_show": BANJAR | {"admin"}},
    "link": DOORS,
    "meeting": DOORS,
    "passcode": DOORS,
    # the personal code, which ticks for its delegate: handed out by the own office or by the secretariat
    "code": {"code_list": SECRETARIAT | BANJAR, "code_show": SECRETARIAT | BANJAR},
    # what an office has not sent yet: its own people alone, whoever else reads the paper
    "draft": {"paper_show": BANJAR},
    "draft_file": {"paper_show": BANJAR},
    "handed_back": {"paper_show": BANJAR},
    # a paper of KPU's own once it is sent; never by a sheet
    "sent": dict.fromkeys(("submission_show", "office_zip"), READERS | BANJAR)
    | dict.fromkeys(("requirement_zip", "recap_show"), READERS),
    # given to be called by whoever has to do with the rakor
    "contact": {"rakor_show": AROUND, "rakor_change": SECRETARIAT, "hibah_edit": BANJAR},
}


def entitled() -> set[tuple[str, str, str]]:
    return {(kind, name, who) for kind, places in ENTITLED.items() for name, people in places.items() for who in people}


def plant(rakor: Rakor, delegate: Delegate, holder: Person, report: Submission) -> dict[str, str]:
    """Into the rows; gives back what to look for, by kind. `holder` has a position in an invited office."""
    Submission.objects.filter(pk=report.pk).update(content={"activities": SENT})
    Delegate.objects.filter(pk=delegate.pk).update(phone=PHONE, note=NOTE)
    Person.objects.filter(pk__in=[delegate.person_id, holder.pk]).update(nip=NIP, phone=OTHERS_PHONE)
    door = {"join_url": LINK, "meeting_id": MEETING, "passcode": PASSCODE}
    Rakor.objects.filter(pk=rakor.pk).update(contact=CONTACT, mode="hybrid", **door)
    Session.objects.filter(rakor=rakor).update(mode="hybrid", **door)
    plant_drafts(report)
    fixed = {"phone": PHONE, "note": NOTE, "nip": NIP, "person": OTHERS_PHONE, "contact": CONTACT}
    fixed |= {"draft": DRAFT, "draft_file": DRAFT_FILE, "proposed": PROPOSED, "handed_back": HANDED_BACK, "sent": SENT}
    return fixed | {"link": LINK, "meeting": MEETING, "passcode": PASSCODE, "code": personal_code.code_of(delegate)}


def plant_drafts(report: Submission) -> None:
    """In the office's reports of divisions: what is typed, what lies before its head, what the head said of it."""
    requirement, invitation = report.obligation.requirement, report.obligation.invitation
    owed = Obligation.objects.filter(requirement=requirement, invitation=invitation)
    at, by = invitation.sent_at, invitation.sent_by
    owed.update(draft={"activities": DRAFT}, draft_saved_at=at)
    owed.update(handed_back_at=at, handed_back_by=by, handed_back_note=HANDED_BACK)
    proposed = owed.filter(bidang="HUK")  # its page is not opened: there the draft's form would be hidden
    proposed.update(proposed_at=at, proposed_by=by, proposed_content={"activities": PROPOSED})
    StoredFile.objects.filter(pk__in=DraftFile.objects.filter(obligation__in=owed).values("stored")).update(
        name=DRAFT_FILE
    )


def met(planted: dict[str, str], content: bytes) -> set[str]:
    text = text_of(content)
    return {kind for kind, value in planted.items() if value in text}


def text_of(content: bytes) -> str:
    """What a person finds in it: of an archive what it holds, of a PDF its words, of a calendar whole lines."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return "\n".join(text_of(archive.read(name)) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        return words_of(content)
    text = content.decode(errors="replace")
    return re.sub(r"\r\n[ \t]", "", text) if text.startswith("BEGIN:VCALENDAR") else text


def words_of(content: bytes) -> str:
    try:
        pages: Any = PdfReader(BytesIO(content)).pages
        return "\n".join(page.extract_text().replace("\u00a0", " ") for page in pages)
    except PyPdfError:
        return content.decode(errors="replace")
