from documents.models.letters import Letter, LetterState, NumberSeries, Wording
from documents.models.printed import PrintedDocument, PrintedKind

__all__ = ["Letter", "LetterState", "NumberSeries", "PrintedDocument", "PrintedKind", "Wording"]
