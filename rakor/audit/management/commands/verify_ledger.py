from django.core.management.base import BaseCommand, CommandError

from rakor.audit import anchors
from rakor.audit.verification import verify


class Command(BaseCommand):
    help = "Check the chain of the ledger against itself and against the anchor file."

    def handle(self, **options: object) -> None:
        findings = verify(anchors=anchors.read())
        for finding in findings:
            self.stdout.write(finding.words)
        if findings:
            raise CommandError(f"Buku besar tidak utuh: {len(findings)} temuan.")
        self.stdout.write("Buku besar utuh.")
