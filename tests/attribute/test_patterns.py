"""Attributions read off the parse: each pattern on invented sentences, gold on one line."""

import pytest

from allegedly.annotate import annotate_document
from allegedly.attribute.patterns import NESTED, find_candidates
from allegedly.records import Span
from tests.marked import make_document, read_marked

FOUND = [
    "The mayor dismissed a report that {the ministry|source} {had warned|cue} {that the dam was unsafe|content}.",
    "He rejected {Osk's|source} {claim|cue} {that it had won|content}.",
    "She cited a {Norvakian military|source} {report|cue} {that troops were moving north|content}.",
    "The service said {it|source} {was aware|cue} {that fighters were near the border|content}.",
    "They backed what {Osk|source} {calls|cue} {its peace corps|content} in Norvak.",
    "He had {allegedly|cue} taken bribes.",
    "Police seized the {alleged|cue} {weapons|content}.",
    "{Asked|cue} {about the bridge|content}, the mayor left.",
    "They would meet if {they|source} {deemed|cue} {it necessary|content}.",
    "The editor cited {the ministry|source} {as saying|cue} {the road was closed|content}.",
    "{The general|source} {issued an order|cue} {that the troops should leave|content}.",
    "He welcomed {the president's|source} {promise|cue} {to release the prisoners|content}.",
]


@pytest.mark.parametrize("line", FOUND)
def test_the_pattern_finds_source_cue_and_content(line):
    text, roles = read_marked(line)
    annotated = annotate_document(make_document(text))
    candidates = list(find_candidates(annotated, Span(0, len(text)), NESTED))
    match = [c for c in candidates if c.cue == roles["cue"]]
    assert match, [annotated.read(c.cue) for c in candidates]
    bare = "'s"
    assert annotated.read(match[0].source).removesuffix(bare) == " ".join(s.read(text) for s in roles.get("source", ())).removesuffix(bare)
    if "content" in roles:
        assert annotated.read(match[0].content).startswith(roles["content"][0].read(text)[:12])


@pytest.mark.parametrize(
    "text",
    [
        "They learned to swim in the river.",
        "The train was supposed to arrive at noon.",
        "He has a plan of the city.",
        "The reported figures are old news to nobody here.",
    ],
)
def test_what_is_no_attribution_gives_no_clause_pattern(text):
    annotated = annotate_document(make_document(text))
    rules = {c.rule for c in find_candidates(annotated, Span(0, len(text)), NESTED)}
    assert not rules & {"clause_verb", "noun_that", "noun_to", "aware_that"}
