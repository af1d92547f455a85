"""Two reports: the same claim, the same event, the same utterance."""

from allegedly.link.ends import SYMMETRIC
from allegedly.link.pairs import link_reports
from tests.link.build import Line, build_report

BUILD_UP = Line("Belarus", "said", "Ukraine was massing troops and weapons along the border in Zhytomyr region", "massing")
AGAIN = Line(
    "The Defence Ministry in Minsk",
    "said",
    "Ukrainian soldiers and arms had been concentrated near the frontier at Zhytomyr",
    "concentrated",
)
OTHER = Line("The mayor", "said", "the bridge over the river would be closed for repairs until autumn", "closed")
PESKOV = {"name": "Dmitry Peskov", "type": "person", "speaks_for": "Kremlin", "origin": "RU-state"}
WORRY = Line("Peskov", "said", "“This gives cause for concern not only in Minsk but in Moscow too”", said="2024-07-01", speaker=PESKOV)
WORDINGS = (
    Line("Peskov", "said", "“these are reasons for worry, both for Minsk and for Moscow”", said="2024-07-01", speaker=PESKOV),
    Line("the Kremlin", "told", "it is a ground for concern in Moscow as in Minsk", said="2024-07-01", speaker={"name": "Kremlin"}),
)


def links_of(kind, *lines, other=(), published="2024-07-01"):
    found = link_reports(build_report("one", *lines), build_report("two", *other, published=published))
    return [link for link in found if link.type == kind]


def test_one_claim_in_other_words_is_linked():
    [link] = links_of("same_claim", BUILD_UP, other=[AGAIN])
    assert link.polarity == "same"
    assert link.score >= 0.5
    assert link.rule == "same_claim:happening"


def test_another_claim_is_not_linked():
    assert link_reports(build_report("one", BUILD_UP), build_report("two", OTHER)) == ()


def test_a_denied_claim_is_linked_as_opposed():
    denial = AGAIN._replace(source="Kyiv", cue="denied", act="deny", modality="negated")
    [link] = links_of("same_claim", BUILD_UP, other=[denial])
    assert link.polarity == "opposed"


def test_a_claim_of_another_day_is_not_the_same():
    assert links_of("same_claim", BUILD_UP._replace(when="2024-06-29"), other=[AGAIN._replace(when="2024-06-20")]) == []


def test_a_claim_with_another_figure_is_not_the_same():
    twelve = Line("Police", "said", "12 people were killed when the ferry Almira sank off the coast", "sank")
    thirty = Line("Officials", "said", "30 people were killed in the sinking of the ferry Almira", "sinking")
    assert links_of("same_claim", twelve, other=[thirty]) == []
    assert len(links_of("same_claim", twelve, other=[twelve._replace(source="Officials")])) == 1


def test_one_sentence_of_one_speaker_in_several_wordings_is_one_utterance():
    for wording in WORDINGS:
        assert len(links_of("same_utterance", WORRY, other=[wording])) == 1


def test_like_words_of_another_day_or_another_speaker_are_another_utterance():
    assert links_of("same_utterance", WORRY, other=[WORDINGS[0]._replace(said="2024-07-05")]) == []
    other = WORDINGS[0]._replace(speaker={"name": "Andriy Demchenko", "type": "person"})
    assert links_of("same_utterance", WORRY, other=[other]) == []


def test_the_same_event_is_linked_by_its_trigger_and_what_stands_around_it():
    [link] = links_of("same_event", BUILD_UP, other=[AGAIN])
    assert link.source_evidence
    assert link.target_evidence


def test_links_do_not_depend_on_the_order_of_the_reports():
    a, b = build_report("one", BUILD_UP, WORRY), build_report("two", AGAIN, *WORDINGS)
    assert link_reports(a, b) == link_reports(b, a)
    assert all(link.source < link.target for link in link_reports(a, b) if link.type in SYMMETRIC)


def test_evidence_rereads_in_its_own_document():
    a, b = build_report("one", BUILD_UP), build_report("two", AGAIN)
    texts = {r.document.id: r.document.text for r in (a, b)}
    claim = next(link for link in link_reports(a, b) if link.type == "same_claim")
    read = {
        s.read(texts[d])
        for d, spans in ((claim.source_document, claim.source_evidence), (claim.target_document, claim.target_evidence))
        for s in spans
    }
    assert read == {BUILD_UP.content, AGAIN.content}


def test_a_report_is_not_linked_to_itself():
    report = build_report("one", BUILD_UP)
    assert link_reports(report, report) == ()
