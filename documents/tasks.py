from datetime import datetime

from django.template.loader import render_to_string
from django.utils.text import slugify

from documents import (
    batches,
    bundles,
    letter_paper,
    matrix_paper,
    minutes_paper,
    recap_paper,
    roster_actions,
    roster_paper,
    rundown_paper,
    submission_paper,
)
from documents.actions import RENDER_LETTER
from documents.batches import BIND_LETTER, RENDER_COPIES
from documents.bundles import BIND_RAKOR, bound
from documents.codes import new_code
from documents.matrix_actions import RENDER_MATRIX
from documents.minutes_actions import RENDER_MINUTES
from documents.models import Letter, PrintedDocument, PrintedKind
from documents.recap_actions import RENDER_RECAP
from documents.roster_actions import RENDER_ROSTER
from documents.rundown_actions import RENDER_RUNDOWN
from documents.rundown_rows import Programme, rows_of
from documents.submission_actions import RENDER_SUBMISSION
from meetings.models import Rakor
from minutes.models import Minutes
from rakor.files.actions import store, store_bytes
from rakor.files.kinds import KINDS
from rakor.jobs.claims import Claim
from rakor.jobs.tasks import job_task
from rakor.lib import clock, dates
from rakor.lib.pdf import render_pdf
from reports.models import Submission
from reports.recaps import recapped_columns

OFFICE, RAKOR = "obligation__invitation__institution", "obligation__invitation__rakor__organiser"
BINDING_SECONDS = 180  # 514 letters of three pages, with room for a busy machine


@job_task(RENDER_LETTER, queue="papers")
def render_letter(claim: Claim) -> None:
    """Prints one letter. A second run after a lost lease keeps nothing: the job's row decides whose file stays."""
    letter = Letter.objects.select_related("rakor__organiser", "signer", "corrects").get(pk=claim.payload["letter"])
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


@job_task(RENDER_COPIES, queue="papers")
def render_copies(claim: Claim) -> None:
    """Prints some papers of a letter, all or none. A second run after a lost lease keeps nothing."""
    letter = Letter.objects.select_related("rakor__organiser", "signer", "corrects").get(pk=claim.payload["letter"])
    copies = letter.copies.unprinted().filter(pk__in=claim.payload["copies"])
    printed_by = f"{claim.payload['by']}, {claim.payload['position']} {letter.rakor.organiser}"
    context = letter_paper.context_of(letter, code="", printed_by=printed_by, now=clock.now())
    made = []
    for copy in copies:
        code = new_code()
        paper = batches.context_of_copy(context, copy, letter_paper.verify(code))
        made.append(batches.Made(copy, code, render_pdf(render_to_string("papers/letter.html", paper))))
        claim.report(len(made), len(claim.payload["copies"]))
    now = clock.now()
    with claim.finishing(now=now):
        batches.keep(letter, made, by_id=claim.created_by_id, now=now)


@job_task(BIND_LETTER, queue="papers", seconds=BINDING_SECONDS)
def bind_letter(claim: Claim) -> None:
    """All papers of one letter in one file. A second run after a lost lease keeps nothing."""
    letter = Letter.objects.select_related("rakor").get(pk=claim.payload["letter"])
    papers = PrintedDocument.objects.filter(letter=letter).exclude(copy=None).order_by("copy__order")
    name = f"surat-{letter.number.replace('/', '-')}-seluruh-instansi.pdf"
    with bound(papers) as chunks, claim.finishing(now=(now := clock.now())):
        stored = store(chunks=chunks, name=name, kind=KINDS["pdf"], now=now, by_id=claim.created_by_id)
        PrintedDocument.objects.create(
            rakor=letter.rakor, kind=PrintedKind.LETTER, letter=letter, file=stored, code=new_code(), made_at=now
        )


@job_task(BIND_RAKOR, queue="papers", seconds=BINDING_SECONDS)
def bind_rakor(claim: Claim) -> None:
    """All letters of one rakor in one file, as they are when the worker comes to it."""
    rakor = Rakor.objects.get(pk=claim.payload["rakor"])
    name = f"seluruh-surat-rakor-{rakor.pk}.pdf"
    with bound(bundles.prints_of(rakor)) as chunks, claim.finishing(now=(now := clock.now())):
        stored = store(chunks=chunks, name=name, kind=KINDS["pdf"], now=now, by_id=claim.created_by_id)
        PrintedDocument.objects.create(rakor=rakor, kind=PrintedKind.BUNDLE, file=stored, code=new_code(), made_at=now)


@job_task(RENDER_ROSTER, queue="papers", seconds=BINDING_SECONDS)
def render_roster(claim: Claim) -> None:
    """Prints a list as it stands when the worker comes to it. A second run after a lost lease keeps nothing."""
    rakor = Rakor.objects.select_related("organiser").get(pk=claim.payload["rakor"])
    kind, code, started = PrintedKind(claim.payload["kind"]), new_code(), clock.now()
    printed_by = f"{claim.payload['by']}, {claim.payload['position']} {rakor.organiser}"
    list_asked = roster_actions.asked(rakor, claim.payload)
    sheet = claim.payload["sheet"]
    parts = roster_paper.parts_of(kind, list_asked, sheet=sheet, code=code, printed_by=printed_by, now=started)
    contents = (render_pdf(render_to_string(template, context)) for template, context in parts)
    with bundles.bound_parts(contents) as chunks, claim.finishing(now=(now := clock.now())):
        name = roster_actions.file_name(kind, list_asked, sheet)
        stored = store(chunks=chunks, name=name, kind=KINDS["pdf"], now=now, by_id=claim.created_by_id)
        PrintedDocument.objects.create(rakor=rakor, kind=kind, file=stored, code=code, made_at=now)


@job_task(RENDER_MATRIX, queue="papers", seconds=BINDING_SECONDS)
def render_matrix(claim: Claim) -> None:
    """Prints the moment that was ordered. A second run after a lost lease keeps nothing."""
    rakor = Rakor.objects.select_related("organiser").get(pk=claim.payload["rakor"])
    moment, sheet, code = datetime.fromisoformat(claim.payload["moment"]), claim.payload["sheet"], new_code()
    printed_by = f"{claim.payload['by']}, {claim.payload['position']} {rakor.organiser}"
    values = {"sheet": sheet, "code": code, "printed_by": printed_by, "now": clock.now()}
    values["province"] = claim.payload.get("province", "")
    parts = matrix_paper.parts_of(rakor, moment=moment, **values)
    contents = (render_pdf(render_to_string("papers/matrix.html", context)) for context in parts)
    with bundles.bound_parts(contents) as chunks, claim.finishing(now=(now := clock.now())):
        when = dates.local(moment, rakor.timezone)
        name = f"matriks-rakor-{rakor.pk}-per-{when:%Y-%m-%d-%H%M}-{sheet}.pdf"
        stored = store(chunks=chunks, name=name, kind=KINDS["pdf"], now=now, by_id=claim.created_by_id)
        PrintedDocument.objects.create(rakor=rakor, kind=PrintedKind.MATRIX, file=stored, code=code, made_at=now)


@job_task(RENDER_RECAP, queue="papers", seconds=BINDING_SECONDS)
def render_recap(claim: Claim) -> None:
    """Prints the moment that was ordered. A second run after a lost lease keeps nothing."""
    rakor = Rakor.objects.select_related("organiser").get(pk=claim.payload["rakor"])
    asked, code = claim.payload, new_code()
    moment, sheet = datetime.fromisoformat(asked["moment"]), asked["sheet"]
    columns = recapped_columns(rakor, asked["requirement"], moment)
    columns = [column for column in columns if column.bidang in asked["bidangs"]]
    printed_by = f"{asked['by']}, {asked['position']} {rakor.organiser}"
    values = {"sheet": sheet, "code": code, "printed_by": printed_by, "now": clock.now()}
    parts = recap_paper.parts_of(rakor, columns, moment=moment, **values)
    contents = (render_pdf(render_to_string("papers/recap.html", context)) for context in parts)
    with bundles.bound_parts(contents) as chunks, claim.finishing(now=(now := clock.now())):
        name = recap_paper.file_name(columns, moment, sheet)
        stored = store(chunks=chunks, name=name, kind=KINDS["pdf"], now=now, by_id=claim.created_by_id)
        PrintedDocument.objects.create(rakor=rakor, kind=PrintedKind.RECAP, file=stored, code=code, made_at=now)


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


@job_task(RENDER_SUBMISSION, queue="papers")
def render_submission(claim: Claim) -> None:
    """Prints one sent version. A second run after a lost lease keeps nothing."""
    found = Submission.objects.select_related("obligation__requirement__rakor__organiser", OFFICE, RAKOR)
    version, asked = found.get(pk=claim.payload["submission"]), claim.payload
    rakor, code, started = version.obligation.invitation.rakor, new_code(), clock.now()
    context = submission_paper.context_of(
        version,
        sheet=asked["sheet"],
        code=code,
        printed_by=f"{asked['by']}, {asked['position']} {asked['office']}",
        now=started,
    )
    content = render_pdf(render_to_string("papers/submission.html", context))
    now, name = clock.now(), f"{slugify(str(version))[:120]}.pdf"
    with claim.finishing(now=now):
        stored = store_bytes(content=content, name=name, kind=KINDS["pdf"], now=now, by_id=claim.created_by_id)
        PrintedDocument.objects.create(
            rakor=rakor, kind=PrintedKind.PAPER, submission=version, file=stored, code=code, made_at=now
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
