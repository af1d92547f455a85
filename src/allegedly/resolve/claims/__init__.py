"""What is claimed: contents split into propositions with modality, polarity and interest; rows grouped into acts of speaking."""

from __future__ import annotations

from allegedly.resolve.claims.claims import split_claims
from allegedly.resolve.claims.utterances import group_utterances

__all__ = ["group_utterances", "split_claims"]
