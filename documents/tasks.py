from django.template.loader import render_to_string
from rakor.lib.pdf import render_pdf

from documents import letter_paper
from documents.actions import RENDER_LETTER
from documents.codes import new_code
from documents.models import Letter, PrintedDocument, PrintedKind
from rakor.files.actions import store_bytes
from rakor.files.kinds import KINDS
from rakor.jobs.claims import Claim
from rakor.jobs.tasks import job_task
from rakor.lib import clock


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
