"""How claims stand: modality, polarity, interest; never stronger than the words."""

import pytest

from tests.resolve.rows import claims_of, read_rows


@pytest.mark.parametrize(
    "line, facts, modality",
    [
        ("{The army|source} {said|cue} {it had closed the bridge|content}.", {"act": "announce"}, "asserted"),
        (
            "{Norway|source} {alleged|cue} {that Sweden was moving troops|content}.",
            {"act": "allege", "cue_class": "distancing"},
            "alleged",
        ),
        ("{Norway|source} {said|cue} {it would leave|content}.", {"act": "plan"}, "planned"),
        ("{Norway|source} {said|cue} {it would leave if Sweden stayed|content}.", {"act": "plan"}, "conditional"),
        ("{Norway|source} {said|cue} {Sweden might have closed the bridge|content}.", {"act": "allege"}, "hypothetical"),
        ("{Norway|source} {denied|cue} {closing the bridge|content}.", {"act": "deny", "cue_class": "denying"}, "negated"),
        ("{Norway|source} {said|cue} {the bridge should be closed|content}.", {"act": "support"}, "attitude"),
        ("{Norway|source} {urged|cue} Sweden {to close the bridge|content}.", {"act": "request"}, "attitude"),
        ("{Ana Reed|source} {called|cue} {the move a disgrace|content}.", {"act": "condemn"}, "attitude"),
        ("{Norway|source} {condemned|cue} {the attack|content}.", {"act": "condemn", "kind": "nominal"}, "attitude"),
        ("{The study|source} {suggests|cue} {that the bridge sank|content}.", {"act": "report"}, "alleged"),
        ("{Norway|source} {opposed|cue} {the closure|content}.", {"act": "assert", "kind": "nominal"}, "attitude"),
        ("{Norway|source} {announced|cue} {the arrest of a man|content}.", {"act": "announce", "tier": "extended"}, "asserted"),
        ("{Norway|source} {announced|cue} {a visit to Sweden|content}.", {"act": "announce", "tier": "extended"}, "planned"),
        ("{Norway|source} {announced|cue} {a visit after the victory|content}.", {"act": "announce", "tier": "extended"}, "planned"),
        ("{The court|source} {sentenced|cue} {Ana Reed to two years|content}.", {"act": "decide", "kind": "nominal"}, "asserted"),
        ("{Ana Reed|source} {said|cue} {“I hope the bridge opens”|content}.", {"act": "assert", "kind": "direct"}, "attitude"),
    ],
)
def test_modality_follows_the_act_and_the_words(line, facts, modality):
    assert [c.modality for _, c in claims_of(line, **facts)] == [modality]


def test_denied_shelling_is_negated_but_positive():
    ((_, claim),) = claims_of("{Norway|source} {denied|cue} {shelling the town|content}.", act="deny", cue_class="denying")
    assert (claim.modality, claim.polarity) == ("negated", "positive")


def test_said_it_had_not_shelled_is_asserted_but_negative():
    ((_, claim),) = claims_of("{The army|source} {said|cue} {it had not shelled the town|content}.", act="assert")
    assert (claim.modality, claim.polarity) == ("asserted", "negative")


def test_nobody_and_no_evidence_are_negative():
    assert claims_of("{The army|source} {said|cue} {nobody was hurt|content}.")[0][1].polarity == "negative"
    assert claims_of("{The army|source} {said|cue} {there was no evidence|content}.")[0][1].polarity == "negative"


def test_a_factive_cue_never_upgrades_a_claim():
    line = "{Norway|source} {revealed|cue} {that Sweden had moved troops|content}."
    assert claims_of(line, act="allege", cue_class="factive")[0][1].modality == "alleged"


def test_interest_is_own_conduct_an_opponents_or_a_bystanders():
    assert claims_of("{The army|source} {said|cue} {it had closed the bridge|content}.", act="announce")[0][1].interest == "self"
    assert claims_of("{Norway|source} {accused|cue} {Sweden of lying|content}.", act="accuse")[0][1].interest == "adverse"
    assert claims_of("{Reuters|source} {reported|cue} {the bridge was closed|content}.", act="report")[0][1].interest == "third_party"
    assert claims_of("{The bridge was closed|content}, it {was reported|cue}.", act="report")[0][1].interest is None


def test_rows_of_one_act_of_speaking_share_a_key():
    _, rows = read_rows(
        "{Ana Reed|source} {said|cue} {the bridge was closed|content}.",
        "{She|source} {added|cue} {it was old|content}.",
        "{Jo Lind|source} {said|cue} {it was over|content}.",
    )
    assert rows[0].utterance == rows[1].utterance != rows[2].utterance
