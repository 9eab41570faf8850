"""What each notice about a deal says, in the reader's language."""

from exchange.deals.sentences import contract, hold, load, sample

SENTENCES = (contract, hold, load, sample)
