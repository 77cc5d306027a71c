from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage

from rakor.jobs.claims import Claim
from rakor.jobs.tasks import job_task
from rakor.lib import clock
from reminders.actions import SEND
from reminders.models import Delivery

PERMANENT = 500  # SMTP codes from here on are final (RFC 5321, 4.2.1)


@job_task(SEND, queue="mail")
def send_mail_of(claim: Claim) -> None:
    """Sends one mail. Sent again after a crash it carries the same Message-ID, so that a mailbox shows it once."""
    delivery = Delivery.objects.get(pk=claim.payload["delivery"])
    refusal = "" if delivery.sent_at else hand_over(delivery)
    now = clock.now()
    with claim.finishing(now=now):
        if refusal:
            Delivery.objects.waiting().filter(pk=delivery.pk).update(refused_at=now, refusal=refusal[:300])
        else:
            Delivery.objects.waiting().filter(pk=delivery.pk).update(sent_at=now)


def hand_over(delivery: Delivery) -> str:
    """Gives the mail to the server; returns the words of a final refusal. A passing failure is raised."""
    message = EmailMessage(
        delivery.subject, delivery.body, to=[delivery.address], headers={"Message-ID": delivery.message_id}
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        if code < PERMANENT:
            raise
        return f"Alamat ditolak ({code}): {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    except SMTPResponseException as refused:
        if refused.smtp_code < PERMANENT:
            raise
        return f"Surel ditolak ({refused.smtp_code})."
    return ""
