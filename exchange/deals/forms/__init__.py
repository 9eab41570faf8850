"""What people type about a deal, read into drafts."""

from exchange.deals.forms.arrival import RefusalForm, TicketForm, WeightForm
from exchange.deals.forms.custody import CustodyForm
from exchange.deals.forms.gate import GateForm
from exchange.deals.forms.hold import HoldForm
from exchange.deals.forms.load import HandoverForm
from exchange.deals.forms.sample import HandingOutForm, JudgementForm, NoSampleForm, SampleForm
from exchange.deals.forms.slots import FirstSlotForm, SlotForm
from exchange.deals.forms.terms import ProposalForm, TermsForm
from exchange.deals.forms.words import MessageForm, ReasonForm

__all__ = [
    "CustodyForm",
    "FirstSlotForm",
    "GateForm",
    "HandingOutForm",
    "HandoverForm",
    "HoldForm",
    "JudgementForm",
    "MessageForm",
    "NoSampleForm",
    "ProposalForm",
    "ReasonForm",
    "RefusalForm",
    "SampleForm",
    "SlotForm",
    "TermsForm",
    "TicketForm",
    "WeightForm",
]
