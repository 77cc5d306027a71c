from django.template.loader import render_to_string

from documents import letter_paper, minutes_paper, rundown_paper
from documents.actions import RENDER_LETTER
from documents.codes import new_code
from documents.minutes_actions import RENDER_MINUTES
from documents.models import Letter, PrintedDocument, PrintedKind
from documents.rundown_actions import RENDER_RUNDOWN
from documents.rundown_rows import Programme, rows_of
from meetings.models import Rakor
from minutes.models import Minutes
from rakor.files.actions import store_bytes
from rakor.files.kinds import KINDS
from rakor.jobs.claims import Claim
from rakor.jobs.tasks import job_task
from rakor.lib import clock
from rakor.lib.pdf import render_pdf


@job_task(RENDER_LETTER, queue="papers")
def render_letter(claim: Claim) -> None:
    """Prints one letter. A second run after a lost lease keeps nothing: the job's row decides whose file stays."""
    letter = Letter.objects.select_related("rakor__organiser", "signer").get(pk=claim.payload["letter"])
    code, started = new_code(), clock.now()
    printed_by = f"{claim.payload['by']}, {claim.payload['position']} {letter.rakor.organiser}"
    context = letter_paper.context_of(letter, code=code, printed_by=printed_by, now=started)
    content = render_pdf(render_to_string("papers/letter.html", context))
    now = clock.now()
    with claim.finishing(now=now):
        stored = store_bytes(
            content=content,
            name=f"surat-{letter.number.replace('/', '-')}.pdf",
            kind=KINDS["pdf"],
            now=now,
            by_id=claim.created_by_id,
        )
        PrintedDocument.objects.create(
            rakor=letter.rakor, kind=PrintedKind.LETTER, letter=letter, file=stored, code=code, made_at=now
        )


@job_task(RENDER_MINUTES, queue="papers")
def render_minutes(claim: Claim) -> None:
    """Prints one approved version from its frozen text. A second run after a lost lease keeps nothing."""
    minutes = Minutes.objects.select_related("rakor__organiser").get(pk=claim.payload["minutes"])
    code, started = new_code(), clock.now()
    printed_by = f"{claim.payload['by']}, {claim.payload['position']} {minutes.rakor.organiser}"
    context = minutes_paper.context_of(
        minutes, sheet=claim.payload["sheet"], code=code, printed_by=printed_by, now=started
    )
    content = render_pdf(render_to_string("papers/minutes.html", context))
    now = clock.now()
    name = f"notula-rakor-{minutes.rakor.pk}-versi-{minutes.number}.pdf"
    with claim.finishing(now=now):
        stored = store_bytes(content=content, name=name, kind=KINDS["pdf"], now=now, by_id=claim.created_by_id)
        PrintedDocument.objects.create(
            rakor=minutes.rakor, kind=PrintedKind.MINUTES, minutes=minutes, file=stored, code=code, made_at=now
        )


@job_task(RENDER_RUNDOWN, queue="papers")
def render_rundown(claim: Claim) -> None:
    """Prints the agenda as it stands when the worker comes to it. A second run after a lost lease keeps nothing."""
    rakor = Rakor.objects.select_related("organiser").get(pk=claim.payload["rakor"])
    kind, sheet = PrintedKind(claim.payload["kind"]), claim.payload["sheet"]
    code, started = new_code(), clock.now()
    values = {
        "sheet": sheet,
        "code": code,
        "printed_by": f"{claim.payload['by']}, {claim.payload['position']} {rakor.organiser}",
        "now": started,
    }
    programme = rows_of(rakor) if kind == PrintedKind.RUNDOWN else Programme([], None)
    if kind == PrintedKind.RUNDOWN:
        page = render_to_string("papers/rundown.html", rundown_paper.context_of(rakor, programme, **values))
    else:
        page = render_to_string("papers/script.html", rundown_paper.script_context_of(rakor, **values))
    content = render_pdf(page)
    now = clock.now()
    with claim.finishing(now=now):
        name = f"{'susunan-acara' if kind == PrintedKind.RUNDOWN else 'naskah-mc'}-rakor-{rakor.pk}-{sheet}.pdf"
        stored = store_bytes(content=content, name=name, kind=KINDS["pdf"], now=now, by_id=claim.created_by_id)
        PrintedDocument.objects.create(
            rakor=rakor, kind=kind, edition=programme.edition, file=stored, code=code, made_at=now
        )
