from agendas.models.editions import AcceptedClash, Edition
from agendas.models.facts import Appearance, Part, StandIn
from agendas.models.sessions import Session, SessionKind, SessionQuerySet, Speaker, Topic
from agendas.models.sharing import Material, Slot

__all__ = [
    "AcceptedClash",
    "Appearance",
    "Edition",
    "Material",
    "Part",
    "Session",
    "SessionKind",
    "SessionQuerySet",
    "Slot",
    "Speaker",
    "StandIn",
    "Topic",
]
