"""The commands of the store: what they print could be signed by a journalist, what they cannot do they say in one line."""

from __future__ import annotations

import json
import re

import pytest

from allegedly.cli import main
from allegedly.records import encode_report
from allegedly.store import open_store
from tests.store.made import made

REPORTS = (
    made(
        "Belarusian Defence Ministry|alleged|Ukraine massed troops and rockets near Zhytomyr",
        "Andriy Demchenko|disputed|the account of Minsk",
        relations=[(1, "disputes", 0)],
        publisher="Reuters",
        published="2024-06-29",
    ),
    made("Kremlin|said|Ukraine massed troops and rockets near Zhytomyr", publisher="TASS"),
    made("Dmitry Peskov|said|leaders will meet in Astana", publisher="Interfax", when="2024-07-03/2024-07-04"),
)
VERDICT = re.compile(r"\b(confirmed|true|false|verified|credib\w+)\b", re.IGNORECASE)


def run(capfd, *arguments):
    """Exit code, standard output, standard error."""
    code = 0
    try:
        main([str(a) for a in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capfd.readouterr()
    return code, out, err


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    path = tmp_path_factory.mktemp("lines") / "reports.jsonl"
    path.write_bytes(b"".join(encode_report(r) + b"\n" for r in REPORTS))
    return path


@pytest.fixture(scope="module")
def db(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("db") / "news.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        main(["add", "--analysed", str(lines), "--db", str(path)])
    return path


def rows(out):
    return [json.loads(line) for line in out.splitlines()]


# ---------------------------------------------------------------- add


def test_adding_twice_adds_once(capfd, tmp_path, lines):
    db = tmp_path / "a.db"
    code, _, err = run(capfd, "add", "--analysed", lines, "--db", db)
    assert code == 0 and f"3 added to {db}" in err
    code, out, err = run(capfd, "add", "--analysed", lines, "--db", db, "--json")
    assert code == 0 and "0 added" in err and {r["state"] for r in rows(out)} == {"known"}


def test_reports_are_analysed_and_what_cannot_be_is_kept_as_a_failure(capfd, tmp_path, root):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text((root / "examples" / "ferry-toll.txt").read_text())
    (folder / "b.txt").write_bytes(b"\x00\x01\x02\x00")
    (folder / "c.jsonl").write_text(
        '{"id": "x"}\n{"id": "y", "text": "The minister said the bridge had collapsed. He said nine people died in it."}\n'
    )
    code, out, err = run(capfd, "add", folder, "--published", "2024-07-01", "--db", tmp_path / "a.db", "--json")
    assert code == 3 and [r["state"] for r in rows(out)] == ["added", "failed", "failed", "added"]
    assert len([line for line in err.splitlines() if "b.txt" in line]) == 1 and "2 failed" in err
    with open_store(tmp_path / "a.db") as store:
        assert [r["source_id"] for r in store.connection.execute("SELECT source_id FROM failure ORDER BY id")] == [
            str(folder / "b.txt"),
            "x",
        ]


def test_a_line_that_is_no_report_is_a_failure(capfd, tmp_path, lines):
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"{}\n" + lines.read_bytes().splitlines()[0] + b"\n")
    code, out, err = run(capfd, "add", "--analysed", bad, "--db", tmp_path / "a.db", "--json")
    assert code == 3 and [r["state"] for r in rows(out)] == ["failed", "added"] and "bad.jsonl:1" in err


def test_a_name_that_leads_nowhere_stops_before_anything_is_stored(capfd, tmp_path, lines):
    code, _, err = run(capfd, "add", "--analysed", lines, tmp_path / "none.jsonl", "--db", tmp_path / "a.db")
    assert code == 2 and err.count("\n") == 1
    code, out, _ = run(capfd, "claims", "--db", tmp_path / "a.db", "--json")
    assert out == ""


# ---------------------------------------------------------------- lists


@pytest.mark.parametrize("command", ["claims", "events", "sources", "answers", "timeline", "due"])
def test_a_list_names_a_speaker_in_every_row_and_gives_no_verdict(capfd, db, command):
    code, out, _ = run(capfd, command, "--db", db)
    assert code == 0 and any(name in out for name in ("Demchenko", "Kremlin", "Peskov"))
    assert not VERDICT.search(out)
    code, out, _ = run(capfd, command, "--db", db, "--json")
    assert code == 0 and all("speaker" in json.dumps(r) or "name" in r for r in rows(out)) and rows(out)


def test_claims_are_chosen_by_conditions_and_day(capfd, db):
    _, out, _ = run(capfd, "claims", "--db", db, "--json", "--text", "rockets")
    assert [r["speaker"] for r in rows(out)] == ["Kremlin", "Belarusian Defence Ministry"]
    _, out, _ = run(capfd, "claims", "--db", db, "--json", "--as-of", "2024-06-30")
    assert [r["speaker"] for r in rows(out)] == ["Belarusian Defence Ministry", "Andriy Demchenko"]
    code, out, err = run(capfd, "claims", "--db", db, "--actor", "nobody at all")
    assert (code, out) == (0, "") and err.count("\n") == 1


def test_a_list_goes_on_where_it_ended(capfd, db):
    _, out, err = run(capfd, "claims", "--db", db, "--json", "--limit", "2")
    after = re.search(r"--after (\d+)", err)[1]
    _, rest, err = run(capfd, "claims", "--db", db, "--json", "--after", after)
    assert len(rows(out)) == 2 and len(rows(rest)) == 2 and err == ""
    _, whole, _ = run(capfd, "claims", "--db", db, "--json", "--limit", "0")
    assert rows(out) + rows(rest) == rows(whole)


def test_a_claim_is_shown_by_the_beginning_of_its_id(capfd, db):
    _, out, _ = run(capfd, "claims", "--db", db, "--json", "--outlet", "reuters", "--text", "rockets")
    claim = rows(out)[0]["id"]
    code, out, _ = run(capfd, "claim", claim[:8], "--db", db)
    assert code == 0 and "Andriy Demchenko (UA) disputes Belarusian Defence Ministry (BY)" in out
    assert "“Belarusian Defence Ministry alleged Ukraine massed troops and rockets near Zhytomyr”" in out.replace("\n  ", " ")
    assert "The same claim elsewhere" in out and "Kremlin (RU), TASS, 2024-07-01" in out and not VERDICT.search(out)
    code, _, err = run(capfd, "claim", "ffffffff", "--db", db)
    assert code == 2 and err.count("\n") == 1


def test_who_shows_one_speaker(capfd, db):
    code, out, _ = run(capfd, "who", "demchenko", "--db", db)
    assert code == 0 and "the account of Minsk" in out and "Answered" in out


def test_a_plan_whose_day_is_over_says_so(capfd, db):
    _, out, _ = run(capfd, "due", "--db", db, "--today", "2024-07-02")
    assert "falls due" in out and "Dmitry Peskov" in out
    _, out, _ = run(capfd, "due", "--db", db, "--today", "2024-07-09")
    assert "date passed, no report in corpus" in out


def test_search_finds_claims_then_reports(capfd, db):
    _, out, _ = run(capfd, "search", "rockets Zhytomyr", "--db", db, "--json")
    assert [bool(r["claim"]) for r in rows(out)] == [True, True]
    _, out, _ = run(capfd, "search", "Peskov Astana", "--db", db)
    assert "Interfax, 2024-07-01" in out and "in the text of" in out


# ---------------------------------------------------------------- verify, review


def test_verify_passes_a_whole_store_and_fails_on_a_loss(capfd, tmp_path, lines):
    db = tmp_path / "a.db"
    run(capfd, "add", "--analysed", lines, "--db", db)
    code, out, _ = run(capfd, "verify", "--db", db)
    assert code == 0 and "3 documents" in out and "nothing lost" in out
    with open_store(db) as store:
        store.connection.execute("UPDATE claim SET text = 'x' WHERE n = (SELECT max(n) FROM claim)")
    code, out, _ = run(capfd, "verify", "--db", db)
    assert code == 1 and "lost or changed" in out
    code, out, _ = run(capfd, "verify", "--db", db, "--json")
    assert code == 1 and rows(out)[0]["problems"]


def test_review_corrects_lists_and_takes_back(capfd, tmp_path, lines):
    db = tmp_path / "a.db"
    run(capfd, "add", "--analysed", lines, "--db", db)
    _, out, _ = run(capfd, "claims", "--db", db, "--json", "--outlet", "tass")
    claim = rows(out)[0]["id"][:8]
    code, _, err = run(capfd, "review", "speaker", claim, "--name", "Ana Ruiz", "--note", "see the caption", "--db", db)
    assert code == 0 and "undo 1" in err
    assert "Ana Ruiz  TASS" in run(capfd, "claims", "--db", db, "--outlet", "tass")[1]
    assert "see the caption" in run(capfd, "review", "list", "--db", db)[1]
    assert run(capfd, "review", "undo", "1", "--note", "no", "--db", db)[0] == 0
    assert "Kremlin (RU)  TASS" in run(capfd, "claims", "--db", db, "--outlet", "tass")[1]
    assert run(capfd, "review", "split", claim, "--note", "another matter", "--db", db)[0] == 0
    assert rows(run(capfd, "claims", "--db", db, "--json", "--outlet", "tass")[1])[0]["group_size"] == 1


@pytest.mark.parametrize("command", [("claims",), ("verify",), ("review", "split", "abcd", "--note", "x")])
def test_without_a_store_a_command_says_how_to_make_one(capfd, tmp_path, command):
    code, _, err = run(capfd, *command, "--db", tmp_path / "none.db")
    assert code == 2 and err.count("\n") == 1 and "allegedly add" in err
    assert not (tmp_path / "none.db").exists()
