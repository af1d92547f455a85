"""The MCP server, asked by the package's own client: over the wire in one process, and as a command."""

from __future__ import annotations

import json
import os
import re
import sys

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from allegedly.mcp.server import make_server
from allegedly.records import decode_report, encode_report
from allegedly.store import open_store
from tests.export.conftest import TEXT, make_report


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("mcp") / "news.db"
    with open_store(path) as store:
        store.add_report(decode_report(re.sub(rb'"(c[123])"', rb'"000000\1"', encode_report(make_report()))), "2024-07-03T00:00:00Z")
    return str(path)


def ask(server, *calls):
    """The answers to calls of (tool, arguments), each as (is it an error, what it says)."""

    async def run():
        async with Client(server) as client:
            answers = [await client.call_tool(tool, arguments) for tool, arguments in calls]
        return [(bool(a.is_error), a.content[0].text) for a in answers]

    return anyio.run(run)


def answer(db, tool, **arguments):
    ((failed, text),) = ask(make_server(db), (tool, arguments))
    assert not failed, text
    return json.loads(text)


def test_the_tools_say_what_they_do_and_that_they_only_read(db):
    async def run():
        async with Client(make_server(db)) as client:
            return (await client.list_tools()).tools, client.instructions

    found, instructions = anyio.run(run)
    assert [t.name for t in found] == ["search_claims", "get_claim", "find_events", "sources_of_event", "read_report"]
    assert all(t.description and t.annotations.read_only_hint and "db" not in t.input_schema["properties"] for t in found)
    assert "not whether it holds" in instructions


def test_claims_are_found_with_speaker_and_span(db):
    found = answer(db, "search_claims", text="boats")
    (claim,) = found["claims"]
    assert (claim["speaker"], claim["words"], claim["outlet"]) == ("=cmd()", "+1 boats had left on July 1", "=Odra Times")
    ((start, end),) = claim["spans"]
    assert TEXT[start:end] == claim["words"] and "not whether it holds" in found["note"]


def test_pages_follow_one_another(db):
    first = answer(db, "search_claims", limit=2)
    rest = answer(db, "search_claims", limit=2, after=first["after"])
    assert [c["id"] for c in first["claims"] + rest["claims"]] == ["000000c1", "000000c2", "000000c3"] and rest["after"] is None


def test_a_claim_comes_with_its_answers_and_evidence(db):
    found = answer(db, "get_claim", claim_id="000000c1")
    assert "said +1 boats" in found["sentence"]["words"]
    ((kind, speaker),) = [(a["type"], a["claim"]["speaker"]) for a in found["answers"]]
    assert (kind, speaker) == ("denies", "-Rehn")
    (start, end) = found["answers"][0]["evidence"][0]
    assert TEXT[start:end] == "denied"


def test_an_event_comes_with_those_who_say_so(db):
    (event, *_) = answer(db, "find_events", place="Odra")["events"]
    found = answer(db, "sources_of_event", event_id=event["id"])
    assert [c["speaker"] for c in found["sources"]] == ["=cmd()"] and found["event"]["speaker"] == "=cmd()"
    assert [a["claim"]["speaker"] for a in found["answers"] if a["type"] == "denies"] == ["-Rehn"]


def test_a_report_is_read_without_its_text_unless_asked_for(db):
    document = answer(db, "search_claims")["claims"][0]["document"]
    short, whole = (answer(db, "read_report", document_id=document, full_text=asked) for asked in (False, True))
    assert short["text"] is None and whole["text"] == TEXT
    assert [c["speaker"] for c in short["claims"]] == ["=cmd()", "-Rehn", "(no source named)"] and short["claims"][2]["left_out"] > 0
    assert all(e["speaker"] for e in short["events"])


def test_a_wrong_question_is_answered_with_a_reason(db):
    answers = ask(make_server(db), ("get_claim", {"claim_id": "ffffffff"}), ("search_claims", {"since": "soon"}), ("get_claim", {}))
    assert [failed for failed, _ in answers] == [True] * 3
    assert "ffffffff" in answers[0][1] and "soon" in answers[1][1]


def test_the_command_speaks_the_protocol(db):
    async def run():
        command = StdioServerParameters(command=sys.executable, args=["-m", "allegedly", "mcp", "--db", db], env=dict(os.environ))
        async with Client(stdio_client(command)) as client:
            return await client.call_tool("search_claims", {"text": "boats"})

    assert json.loads(anyio.run(run).content[0].text)["claims"][0]["speaker"] == "=cmd()"
