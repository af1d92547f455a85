"""A store made larger in SQL: its rows copied under other ids and days, for questions over many claims.

    python -m bench.multiply FILE.db --times 4      four times as many rows of every kind that questions read

Made for measuring questions only: the copies have no report line behind them, so `verify` does not pass.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from allegedly.store import Store, counts, open_store
from allegedly.store.numbers import DAY_SHIFT

BASE = "IN (SELECT n FROM document WHERE length(id) = 16)"
"""SQL: the documents that were there before."""

COPIES = {
    "document": "SELECT n + :move, id || :k, source_id || :k, date(day, :later), day_basis, date(published, :later), published_basis, outlet,"
    " agency, url || :k, title, language, dateline, sha256, text, NULL, added, activity FROM document WHERE length(id) = 16",
    "attribution": "SELECT n + :move, id || :k, document || :k, speaker, kind, act, cue_class, tier, source_text, cue_text, content_text, source,"
    " cue, content, parent || :k, continues || :k, said, utterance, score, rule FROM attribution WHERE length(id) = 16",
    "speaker": "SELECT attribution || :k, place, actor, name, role, speaks_for, country, origin, type, evidence, rule FROM speaker"
    " WHERE length(attribution) = 16",
    "claim": "SELECT n + :move, id || :k, document || :k, attribution || :k, text, spans, act, modality, polarity, interest, about, condition,"
    " rule FROM claim WHERE length(id) = 16",
    "event": "SELECT n + :move, id || :k, document || :k, action, text, trigger, actor, target, object, place, country, geonames_id, lat, lon,"
    ' date("when", :later), date(first, :later), date(last, :later), modality, polarity, root, mode, quad, rule FROM event WHERE length(id) = 16',
    "event_claim": "SELECT event || :k, claim || :k FROM event_claim WHERE length(event) = 16",
    "relation": "SELECT n + :move, document || :k, source || :k, type, target || :k, evidence, mode, score, rule FROM relation"
    " WHERE length(source) = 16",
    "status": "SELECT subject || :k, date(since, :later), NULL, scope, modality, support, response, due, line, body FROM status"
    " WHERE length(subject) = 16 AND until IS NULL",
    "claim_facet": "SELECT facet, n + :move FROM claim_facet WHERE (n & ~32767) {base}",
    "event_facet": "SELECT facet, n + :move FROM event_facet WHERE (n & ~32767) {base}",
    "source_facet": "SELECT facet, actor, n + :move FROM source_facet WHERE (n & ~32767) {base}",
    "spot_facet": "SELECT facet, spot, n + :move FROM spot_facet WHERE (n & ~32767) {base}",
    "claim_speaker": "SELECT n + :move, actor FROM claim_speaker WHERE (n & ~32767) {base}",
    "source_document": "SELECT actor, document + :move FROM source_document WHERE document {base}",
    "moment": "SELECT day + :days, claim + (claim > 0) * :move, event + (event > 0) * :move, last + :days, basis, date(edtf, :later)"
    " FROM moment WHERE (max(claim, event) & ~32767) {base}",
    "plan": "SELECT last + :days, event + :move, first + :days FROM plan WHERE (event & ~32767) {base}",
}


def multiply(store: Store, times: int) -> None:
    """Copy every row `times` - 1 times, each copy a day later than the one before."""
    connection = store.connection
    for pragma in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF", "cache_size = -4000000"):
        connection.execute(f"PRAGMA {pragma}")
    for k in range(1, times):
        began = time.perf_counter()
        values = {"k": str(k), "move": k << DAY_SHIFT, "later": f"+{k} days", "days": k}
        with store.transaction():
            for table, select in COPIES.items():
                connection.execute(f"INSERT OR IGNORE INTO {table} {select.replace('{base}', BASE)}", values)
            _index_words(store, str(k))
        print(f"copy {k}: {time.perf_counter() - began:.0f} s", flush=True)
    with store.transaction():
        for kind in ("claim", "event"):
            connection.execute(f"UPDATE facet SET {kind}s = {kind}s * ?", (times,))
        connection.execute("UPDATE actor SET claims = claims * ?, documents = documents * ?", (times, times))


def _index_words(store: Store, k: str) -> None:
    """The words of a copy: those of events are made again from their claims."""
    copy = "(n & ~32767) IN (SELECT n FROM document WHERE length(id) = 17 AND substr(id, 17) = ?)"
    for table, source, columns in (("claim_text", "claim", "text"), ("document_text", "document", "title, text")):
        sql = f"INSERT INTO {table} (rowid, {columns}) SELECT n, {columns} FROM {source} WHERE {copy} ORDER BY n"
        store.connection.execute(sql, (k,))
    store.connection.execute(
        "INSERT INTO event_text (rowid, text) SELECT e.n, e.text || ' ' || c.text FROM event e JOIN event_claim x ON x.event = e.id"
        f" JOIN claim c ON c.id = x.claim WHERE {copy.replace('n &', 'e.n &')} GROUP BY e.n",
        (k,),
    )


def main() -> None:
    """Multiply, and print what there is then."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db", type=Path)
    parser.add_argument("--times", type=int, default=4)
    chosen = parser.parse_args()
    with open_store(chosen.db) as store:
        multiply(store, chosen.times)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        print(counts(store))


if __name__ == "__main__":
    main()
