"""The pages in a real browser, on the sample story: what is pointed at, what lights up, what opens, what the twin says."""

import json
import re
from urllib.request import urlopen

import pytest

from allegedly.records import Attribution, Document, Report, Span
from allegedly.store import claim, claims, conflicts, documents, events, read_store, sources
from allegedly.store.filter import Filter
from allegedly.web.pages import PAGES
from tests.web.test_app import hostile_report

LISTS = ("/", "/search", "/timeline", "/map", "/disputes", "/due", "/sources", "/documents", "/add")


def twin(server, path):
    with urlopen(server.address + path) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def store(server):
    with read_store(server.site.db) as opened:
        yield opened


@pytest.fixture(scope="module")
def seed_report(store):
    """The report with a continued quotation, a dispute and nested words."""
    row = next(d for d in documents(store).rows if d.source_id == "S00")
    return store.report(row.id)


@pytest.fixture(scope="module")
def ids(store):
    """A path to one page of each kind."""
    disputed = next(c for c in claims(store, Filter(limit=200)).rows if c.group_size > 1)
    return {
        "report": f"/report/{disputed.document}", "claim": f"/claim/{disputed.id}", "event": f"/event/{events(store).rows[0].id}",
        "who": f"/who/{sources(store).rows[0].id}",
    }  # fmt: skip


# ---------------------------------------------------------------- a report


def test_the_text_stands_on_the_page_exactly_as_it_is(open_page, seed_report):
    page = open_page(f"/report/{seed_report.document.id}")
    shown = page.evaluate("[...document.querySelectorAll('#text p')].map(p => p.textContent)")
    assert "".join("".join(shown).split()) == "".join(seed_report.document.text.split())


def test_pointing_at_a_cue_lights_its_record_and_its_source_and_content(open_page, seed_report):
    page = open_page(f"/report/{seed_report.document.id}")
    row = next(r for r in seed_report.attributions if r.source and r.cue)
    page.locator(f"#text .cue[data-rows='{row.id}']").first.hover()
    assert "lit" in page.locator(f"#r-{row.id}").get_attribute("class")
    lit = page.evaluate("[...document.querySelectorAll('#text .lit')].map(e => e.className)")
    assert {kind for kind in ("source", "cue", "content") if any(kind in c.split() for c in lit)} == {"source", "cue", "content"}
    page.mouse.move(2, 2)
    page.locator("h1").hover()
    assert page.locator(".lit").count() == 0


def test_the_keyboard_lights_the_text_from_the_record(open_page, seed_report):
    page = open_page(f"/report/{seed_report.document.id}")
    row = seed_report.attributions[-1]
    page.locator(f"#r-{row.id} a.number").focus()
    assert page.locator(f"#text [data-rows~='{row.id}'].lit").count() > 0
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#m-{row.id}")
    assert page.locator(f"#m-{row.id}").is_visible()


def test_words_within_words_lie_on_lines_of_their_own(open_page, seed_report):
    page = open_page(f"/report/{seed_report.document.id}")
    nested = next(r for r in seed_report.attributions if r.parent)
    bottom = "e => e.getBoundingClientRect().bottom"
    inner = page.locator(f"#text .content[data-rows='{nested.id}']").first.evaluate(bottom)
    outer = page.locator(f"#text .content[data-rows='{nested.parent}']").first.evaluate(bottom)
    assert outer > inner


def test_a_quotation_that_goes_on_is_tied_to_its_beginning(open_page, store):
    report, row = next((r, a) for _, r in store.reports() for a in r.attributions if a.continues)
    page = open_page(f"/report/{report.document.id}")
    page.locator(f"#r-{row.continues} .tie a").click()
    assert page.url.endswith(f"#r-{row.id}")
    page.locator(f"#r-{row.id} .tie a").click()
    assert page.url.endswith(f"#r-{row.continues}")
    assert page.locator(f"#text .goes-on[data-rows='{row.id}']").count() > 0


def test_the_reporters_voice_is_plain(open_page, seed_report):
    page = open_page(f"/report/{seed_report.document.id}")
    voice = next(v for v in seed_report.reporter_voice)
    look = "e => { const s = getComputedStyle(e); return [s.borderBottomStyle, s.backgroundColor, s.fontFamily, s.fontWeight, s.color]; }"
    shown = page.locator(f"#text .own-voice[data-rows='{voice.id}']").first
    assert shown.evaluate(look) == page.locator("#text p").first.evaluate(look)


def test_without_scripts_links_still_lead_from_text_to_record(open_page, seed_report):
    page = open_page(f"/report/{seed_report.document.id}", java_script_enabled=False)
    page.locator("#text a.cue").first.click()
    assert "#r-" in page.url
    assert page.locator(".card").count() == len(seed_report.attributions)


def test_the_twin_of_a_report_is_what_the_page_shows(open_page, server, seed_report):
    page = open_page(f"/report/{seed_report.document.id}")
    line = twin(server, f"/report/{seed_report.document.id}.json")
    assert page.locator(".card").evaluate_all("all => all.map(e => e.id)") == [f"r-{i}" for i in _order(page, line)]
    assert page.locator(".card").count() == len(line["attributions"])


def _order(page, line):
    shown = page.locator(".card").evaluate_all("all => all.map(e => e.dataset.row)")
    assert set(shown) == {a["id"] for a in line["attributions"]}
    return shown


# ---------------------------------------------------------------- reading in the page

PASTED = "LONDON (Example News) - The ministry said on Monday that the bridge had been closed. The mayor denied that it was unsafe."


def test_a_pasted_report_is_read_at_once_and_kept_only_if_asked(open_page, server, store):
    page = open_page("/")
    page.locator("#text").fill(PASTED)
    page.locator("input[name=published]").fill("2024-07-02")
    page.locator("form.read button").click()
    page.wait_for_url("**/report/*")
    assert page.locator(".card").count() >= 2
    document = page.url.rsplit("/", 1)[1]
    assert store.number(document) is None
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/job/*")
    page.locator("text=Done").wait_for()
    assert store.number(document) is not None


def test_a_dropped_file_is_read_at_once(open_page):
    page = open_page("/")
    transfer = page.evaluate_handle(
        "t => { const d = new DataTransfer(); d.items.add(new File([t], 'dropped.txt', {type: 'text/plain'})); return d; }",
        PASTED.replace("bridge", "tunnel"),
    )
    page.locator("form.read").dispatch_event("drop", {"dataTransfer": transfer})
    page.wait_for_url("**/report/*")
    assert "tunnel" in page.locator("#text").inner_text()


def test_a_folder_is_added_while_one_reads_on(open_page, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"The ministry said on Monday that {number + 2} bridges had been closed near the town.")
    (tmp_path / "empty.txt").write_text(" ")
    page = open_page("/add")
    page.locator("#folder").fill(str(tmp_path))
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/job/*")
    work = page.url
    page.locator("nav >> text=Documents").click()
    page.goto(work)
    page.locator("text=Done").wait_for()
    assert re.search(r"3 added, 0 there already, 1 could not be read", page.locator("#job").inner_text())
    assert "empty.txt" in page.locator("#job details").inner_text()


# ---------------------------------------------------------------- claims, events, speakers


def test_every_part_of_a_status_line_opens_the_words_behind_it(open_page, ids):
    page = open_page(ids["claim"])
    links = page.locator(".status.big a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links
    for link in links[:2]:
        opened = open_page(link)
        assert opened.locator("#text .shown").count() > 0


def test_every_node_of_the_tree_opens_its_passage(open_page, server, ids):
    page = open_page(ids["claim"])
    tree = twin(server, f"{ids['claim']}.json")["origins"]
    assert f"{tree['strict']} independent" in page.locator(".counts").inner_text()
    nodes = page.locator(".tree .node")
    links = page.locator(".tree .node a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert nodes.count() == len(links) > len(tree["roots"])
    opened = open_page(links[-1])
    assert opened.locator("#text .shown").first.is_visible()


def test_the_wordings_of_a_claim_stand_side_by_side_with_their_outlets(open_page, server, ids):
    page = open_page(ids["claim"])
    data = twin(server, f"{ids['claim']}.json")
    shown = page.locator("section:has(#wordings) .variants li").all_inner_texts()
    for line in (data["claim"], *data["same"]):
        assert any(" ".join(line["text"].split()).casefold() in " ".join(s.split()).casefold() and line["speaker"] in s for s in shown)


def test_answers_come_in_order_of_time(open_page, server, store):
    answered = next(v for c in claims(store, Filter(limit=200)).rows if len((v := claim(store, c.id)).answers) > 0)
    page = open_page(f"/claim/{answered.claim.id}")
    days = page.locator("section:has(#h-answers) .answerline").all_inner_texts()
    found = [re.findall(r"\d{4}-\d\d-\d\d", d)[-1] for d in days]
    assert len(found) == len(answered.answers)
    assert found == sorted(found)


def test_a_speakers_page_tells_the_acts(open_page, server, ids):
    page = open_page(ids["who"])
    data = twin(server, f"{ids['who']}.json")
    assert page.locator("#rows .line").count() == len(data["said"]["rows"])
    first = page.locator(".acts a").first
    act, count = first.inner_text().rsplit(" ", 1)
    first.click()
    assert page.locator("#rows .line").count() == int(count)
    assert f"act={act.replace(' ', '_')}" in page.url


# ---------------------------------------------------------------- lists, filters, twins


def test_a_filter_goes_into_the_address_and_the_twin_follows(open_page, server):
    page = open_page("/search")
    page.locator(".filters form select[name=modality]").select_option("planned")
    page.wait_for_url("**modality=planned**")
    page.locator(".chip").wait_for()
    found = twin(server, page.locator("#twin").get_attribute("href"))
    assert [r["claim"]["modality"] for r in found["rows"]] == ["planned"] * page.locator("#rows .line").count()
    assert page.reload().status == 200
    assert page.locator(".filters form select[name=modality]").input_value() == "planned"


def test_more_adds_the_next_page_below(open_page, server):
    page = open_page("/search?limit=10")
    first = page.locator("#rows .line").evaluate_all("all => all.map(e => e.id)")
    page.locator("#more-after a").click()
    page.locator("#rows .line").nth(19).wait_for()
    after = twin(server, "/search.json?limit=10")["after"]
    following = twin(server, f"/search.json?limit=10&after={after}")
    shown = page.locator("#rows .line").evaluate_all("all => all.map(e => e.id)")
    assert shown == first + [f"claim-{r['claim']['id']}" for r in following["rows"]]


@pytest.mark.parametrize(
    ("path", "rows", "pick"),
    [
        ("/search?limit=200", "#rows .line", lambda d: d["rows"]),
        ("/sources?limit=200", "#rows tr", lambda d: d["rows"]),
        ("/documents?limit=200", "#rows tr", lambda d: d["rows"]),
        ("/due?limit=200", "#rows tr", lambda d: d["rows"]),
        ("/disputes?limit=200", "#rows .line", lambda d: d["disputes"]["rows"]),
        ("/timeline?limit=200", ".timeline tbody tr", lambda d: d["entries"]["rows"]),
        ("/map", ".places li", lambda d: d["rows"]),
        ("/search?country=UA", "#rows .line", lambda d: d["rows"]),
        ("/search?as_of=2024-06-28", "#rows .line", lambda d: d["rows"]),
        ("/search?text=quadcopter&outlet=TASS", "#rows .line", lambda d: d["rows"]),
    ],
)
def test_what_the_twin_says_is_what_the_page_shows(open_page, server, path, rows, pick):
    page = open_page(path)
    bare, _, query = path.partition("?")
    found = pick(twin(server, f"{bare}.json?{query}"))
    assert page.locator(rows).count() == len(found) > 0
    speakers = {c["speaker"] for r in found for c in [r.get("claim") or r.get("answer")] if c}
    text = page.locator("main").inner_text()
    assert all(s.split(" and ")[0] in text for s in speakers)


def test_conflicts_show_every_value_with_those_who_give_it(open_page, store):
    page = open_page("/disputes")
    shown = page.locator("#conflicts .conflict").all_inner_texts()
    expected = conflicts(store, Filter(limit=20)).rows
    assert len(shown) == len(expected)
    for text, line in zip(shown, expected, strict=True):
        assert all(c.speaker.split(" and ")[0] in text for side in line.sides for c in side.claims)


def test_the_timeline_has_axes_of_its_own_for_happened_and_said(open_page, server):
    page = open_page("/timeline?since=2024-06-20")
    data = twin(server, "/timeline.json?since=2024-06-20")["entries"]["rows"]
    assert page.locator(".bar.happened, .bar.plan").count() == sum(1 for r in data if r["event"] and r["event"]["when"])
    assert page.locator(".bar.said").count() > 0
    page.locator("figure.volume[data-ready] canvas").wait_for()


def test_dragging_over_the_outline_chooses_days(open_page):
    page = open_page("/timeline?as_of=2024-07-02")
    canvas = page.locator("figure.volume[data-ready] canvas")
    canvas.wait_for()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 80, steps=6)
    page.mouse.up()
    page.wait_for_url("**since=20**")
    assert "until=20" in page.url


def test_a_mark_on_the_map_leads_to_its_claims(open_page, server):
    page = open_page("/map")
    rows = twin(server, "/map.json")["rows"]
    area = page.locator("a.mark.area").first
    number = area.get_attribute("data-row")
    area.focus()
    assert "lit" in page.locator(f"#{number}").get_attribute("class")
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{number}")
    drawn = page.locator("a.mark").count()
    listed = page.locator(".places li:has-text('not drawn')").count()
    assert drawn + listed == len(rows)
    assert page.locator("a.mark.line path").count() == sum(1 for r in rows if "|" in (r["country"] or ""))
    assert page.locator("a.mark.point").count() <= sum(1 for r in rows if r["kind"] == "city")


# ---------------------------------------------------------------- hostile reports


def test_a_hostile_report_is_inert(open_page, server):
    server.site.remember(hostile_report())
    page = open_page("/report/hostile")
    assert page.evaluate("document.querySelectorAll('main img, main script, main iframe, main style').length") == 0
    assert (
        page.evaluate("[...document.querySelectorAll('main *')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))") == []
    )
    for link in page.locator("main a").all():
        assert link.get_attribute("href").startswith(("#", "/"))
    page.locator("#text a, #text span").first.hover()
    page.locator(".card a.number").first.click()
    assert page.locator("h1").inner_text().startswith("<script>alert(1)</script>")


def test_an_override_of_direction_reverses_nothing_after_it(open_page, server):
    server.site.remember(hostile_report())
    page = open_page("/report/hostile")
    left = page.evaluate(
        """() => {
            const shown = document.querySelector('.card b'), walk = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
            for (let n = walk.nextNode(); n; n = walk.nextNode()) {
                const at = n.data.indexOf('evil');
                if (at < 0) continue;
                const box = (k) => { const r = document.createRange(); r.setStart(n, at + k); r.setEnd(n, at + k + 1); return r.getBoundingClientRect().left; };
                return [box(0), box(1), box(2), box(3)];
            }
        }"""
    )
    assert left == sorted(left)


def test_ten_thousand_quotations_within_each_other_are_a_page(open_page, server):
    rows = tuple(
        Attribution(id=f"q{k}", source=(), cue=(), content=(Span(k, 24_000 - k),), parent=f"q{k - 1}" if k else None) for k in range(10_000)
    )
    document = Document(id="deep", source_id="deep", text="“" * 12_000 + "”" * 12_000, sha256="")
    server.site.remember(Report(document=document, attributions=rows[:10_000]))
    page = open_page("/report/deep")
    assert page.locator("#text").inner_text().count("“") == 12_000


# ---------------------------------------------------------------- for everyone


@pytest.mark.parametrize("path", [*LISTS, "report", "claim", "event", "who"])
def test_axe_finds_nothing_in_either_theme_and_a_narrow_screen_scrolls_one_way(open_page, ids, path):
    page = open_page(ids.get(path, path))
    assert _violations(page, {}) == []
    page.emulate_media(color_scheme="dark")
    assert _violations(page, {"runOnly": ["color-contrast"]}) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_chart_drawn_wide_does_not_widen_a_page_made_narrow(open_page):
    page = open_page("/timeline")
    page.locator("figure.volume[data-ready] canvas").wait_for()
    # A chart that has not yet followed: one moment is enough for a reader to scroll sideways.
    page.evaluate("document.querySelector('.volume canvas').style.width = '1100px'")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def _violations(page, options):
    from axe_core_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"], **options})["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found]


def test_print_leaves_out_what_cannot_be_clicked_on_paper(open_page, ids):
    page = open_page(ids["report"])
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.locator(".record").evaluate("e => getComputedStyle(e).overflowY") == "visible"


def test_the_skip_link_is_the_first_thing_the_keyboard_meets(open_page):
    page = open_page("/search")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_page_of_the_table_was_opened(ids):
    paths = {page.path for page in PAGES}
    assert paths - set(LISTS) == {"/report/{id}", "/claim/{id}", "/event/{id}", "/who/{id}", "/job/{id}"}
