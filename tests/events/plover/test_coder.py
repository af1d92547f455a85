"""The coder as shipped: real weights, one root for each sentence."""

import hashlib

import pytest

from allegedly.errors import SetupError
from allegedly.events.plover import code_sentences
from allegedly.events.plover.coder import FOLDER, Coder
from allegedly.events.plover.roots import best_code, load_quads
from allegedly.records import Failure, MarkedSentence
from tests.marked import read_marked

CASES = [
    ("{Osk|source} accused {Norvak|target} of burning the mill.", "ACCUSE"),
    ("{Osk's foreign minister|source} met {the Norvak delegation|target} in Tarn on Monday.", "CONSULT"),
    ("{Rebels|source} shelled {the harbour|target} for three hours, killing nine.", "ASSAULT"),
    ("{Police|source} arrested {a reporter|target} outside the court.", "COERCE"),
    ("{Osk|source} donated tents and blankets to {Norvak|target}.", "AID"),
    ("{Osk|source} rejected a request from {Norvak|target} for an inquiry.", "REJECT"),
    ("{Osk|source} threatened to bomb {Norvak|target} if it did not withdraw.", "THREATEN"),
    ("{Osk|source} demanded that {Norvak|target} release the fishermen.", "REQUEST"),
    ("{Osk|source} released {forty prisoners|target} on Friday.", "YIELD"),
    ("{Osk|source} praised {Norvak|target} for its patience.", "SUPPORT"),
    ("{Osk|source} is ready to negotiate with {Norvak|target}.", "AGREE"),
    ("{Dockers|source} went on strike against {the port authority|target}.", "PROTEST"),
    ("{Osk|source} massed troops along the border with {Norvak|target}.", "MOBILIZE"),
    ("{Osk|source} expelled three diplomats of {Norvak|target}.", "SANCTION"),
    ("{Osk|source} and {Norvak|target} held joint naval drills.", "COOPERATE"),
]


def sentence(line, name="a"):
    text, roles = read_marked(line)
    return MarkedSentence(id=name, text=text, source_spans=roles.get("source", ()), target_spans=roles.get("target", ()))


@pytest.mark.parametrize(("line", "root"), CASES)
def test_plain_sentences_get_their_root(line, root):
    (code,) = code_sentences([sentence(line)])
    assert (code.root, code.quad) == (root, load_quads()[root])


def test_the_main_deed_decides():
    (hit,) = code_sentences([sentence("{Osk|source} condemned the raid in which {Norvak|target} shot a pilot.")])
    assert hit.root == "ACCUSE"


def test_a_sentence_is_coded_alike_whatever_stands_beside_it():
    rows = [sentence(line, str(k)) for k, (line, _) in enumerate(CASES)]
    assert list(code_sentences(rows)) == [code for row in rows for code in code_sentences([row])]


def test_no_source_and_no_target_still_gives_a_root():
    (code,) = code_sentences([sentence("Fighting went on all night.")])
    assert code.root in load_quads() and 0 < code.score <= 1


def test_failures_pass_through_in_order():
    failure = Failure(source_id="f:1", error="BadRecord", reason="no")
    assert [isinstance(x, Failure) for x in code_sentences([failure, sentence("Osk won."), failure])] == [True, False, True]


def test_chances_sum_to_one_and_ties_are_settled_by_name():
    chances = Coder.load().chances("Osk won.", (), ())
    assert sum(chances.values()) == pytest.approx(1) and set(chances) <= set(load_quads())
    assert best_code({"REJECT": 0.5, "AGREE": 0.5}).root == "AGREE"


def test_incomplete_weights_say_what_to_do(tmp_path):
    with pytest.raises(SetupError, match="reinstall"):
        Coder(tmp_path, 1)


def test_the_weights_are_those_of_the_card():
    for line in (FOLDER / "checksums.txt").read_text().splitlines():
        wanted, name = line.split()
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == wanted
