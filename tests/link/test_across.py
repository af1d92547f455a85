"""Answers from one report to another: who denies, disputes, concedes, confirms, comments, revises."""

from allegedly.link.pairs import link_reports
from allegedly.records import Relation
from tests.link.build import Line, build_report

MINSK = {"name": "Defence Ministry", "country": "BY", "origin": "BY-state"}
KYIV = {"name": "Andriy Demchenko", "type": "person", "country": "UA", "origin": "UA-state"}
MOSCOW = {"name": "Kremlin", "country": "RU", "origin": "RU-state"}
SAID = Line("Minsk", "said", "Ukraine was massing troops and weapons along the border", "massing", "allege", "alleged", speaker=MINSK)
DENIED = Line("Demchenko", "denied", "Ukraine was massing troops along the border", "massing", "deny", "negated", speaker=KYIV)
WORRIED = Line(
    "the Kremlin",
    "said",
    "the massing of Ukrainian troops along the border was a cause for concern",
    "massing",
    "express_concern",
    speaker=MOSCOW,
)
GATE = Line("The union", "said", "the north gate of the warehouse had been locked", "locked", speaker={"name": "union"})
ADMITTED = GATE._replace(source="The company", cue="admitted that", act="concede", speaker={"name": "Norl Logistics"})


def answers(a, b, **published):
    """Who answers whom between reports of one line each: `(source, type, target)` with the words that show it."""
    one, two = build_report("one", a, **published), build_report("two", b)
    texts = {r.document.id: r for r in (one, two)}
    sameness = {"same_claim", "same_event", "same_utterance", "contradicts"}
    return [
        (
            texts[link.source_document].document.source_id,
            link.type,
            [s.read(texts[link.source_document].document.text) for s in link.source_evidence],
        )
        for link in link_reports(one, two)
        if link.type not in sameness
    ]


def test_a_denial_answers_the_claim_in_another_report_by_its_denying_word():
    assert answers(DENIED, SAID) == [("one", "denies", ["denied"])]


def test_saying_that_it_was_not_so_denies_by_the_word_not():
    words = "Ukraine was not massing troops along the border"
    assert answers(DENIED._replace(cue="said", content=words, act="assert", modality="asserted", polarity="negative"), SAID) == [
        ("one", "denies", ["not"])
    ]


def test_nobody_answers_himself():
    assert answers(DENIED._replace(speaker=MINSK), SAID) == []


def test_nobody_answers_what_was_said_later():
    assert answers(DENIED._replace(said="2024-06-20"), SAID._replace(said="2024-06-29")) == []


def test_a_denial_that_is_withdrawn_denies_nothing():
    withdrawn = DENIED._replace(cue="withdrew its denial that")
    assert answers(withdrawn, SAID) == []


def test_admitting_the_very_claim_concedes_it():
    assert answers(ADMITTED, GATE) == [("one", "concedes", ["admitted that"])]


def test_an_admission_printed_elsewhere_is_no_answer_to_itself():
    assert answers(ADMITTED, ADMITTED) == []


def test_a_worry_about_a_claim_comments_on_it():
    assert [(who, kind) for who, kind, _ in answers(WORRIED, SAID)] == [("one", "comments_on")]


def test_confirming_needs_the_word():
    confirmed = GATE._replace(source="Police", cue="confirmed that", act="confirm", speaker={"name": "police"})
    assert answers(confirmed, GATE) == [("one", "confirms", ["confirmed that"])]
    assert answers(confirmed._replace(act="assert"), GATE) == []


def test_another_figure_of_one_origin_on_a_later_day_revises_the_first():
    first = Line(
        "Police", "said", "12 people were killed when the ferry Almira sank", "sank", said="2024-06-28", speaker={"name": "police"}
    )
    later = first._replace(content="19 people were killed when the ferry Almira sank", said="2024-06-30")
    assert [(who, kind) for who, kind, _ in answers(later, first)] == [("one", "revises")]


def test_an_answer_within_a_report_is_carried_to_the_same_claim_elsewhere():
    dispute = Line("Demchenko", "said", "such reports belong to an information operation", act="dispute", speaker=KYIV)
    bare = build_report("one", SAID, dispute)
    target, source = (c.id for c in bare.claims)
    relation = Relation(source=source, type="disputes", target=target, evidence=bare.claims[1].spans, mode="undercut")
    one = build_report("one", SAID, dispute, relations=(relation,))
    two = build_report("two", SAID._replace(source="The ministry", content="Ukraine is massing troops near the border"))
    [link] = [x for x in link_reports(one, two) if x.type == "disputes"]
    assert (link.source, link.target, link.mode) == (source, two.claims[0].id, "undercut")
    assert link.source_evidence == relation.evidence
    assert link.target_evidence == two.claims[0].spans


def test_calling_a_report_a_hoax_disputes_what_it_says():
    hoax = Line("Police", "said", "the report that the actor Culkin was found dead at home was a hoax", "found", speaker={"name": "police"})
    found = Line("A website", "said", "the actor Culkin was found dead at his home", "found", speaker={"name": "website"})
    assert answers(hoax, found) == [("one", "disputes", ["hoax"])]
