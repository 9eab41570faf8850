"""What each notice about a deal says, in the reader's language."""

from exchange.deals.sentences import contract, load

SENTENCES = (contract, load)
