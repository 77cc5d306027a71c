from documents.models.letters import Letter, LetterState, NumberSeries, Wording
from documents.models.printed import PrintedDocument, PrintedKind, SignedMinutes

__all__ = ["Letter", "LetterState", "NumberSeries", "PrintedDocument", "PrintedKind", "SignedMinutes", "Wording"]
