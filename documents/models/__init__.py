from documents.models.copies import LetterCopy
from documents.models.letters import Letter, LetterState, Wording
from documents.models.printed import PrintedDocument, PrintedKind, SignedMinutes
from documents.models.registers import NumberSeries, NumberSource
from documents.models.submissions import SignedSubmission

__all__ = [
    "Letter",
    "LetterCopy",
    "LetterState",
    "NumberSeries",
    "NumberSource",
    "PrintedDocument",
    "PrintedKind",
    "SignedMinutes",
    "SignedSubmission",
    "Wording",
]
