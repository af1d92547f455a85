"""Web pages of our own, as news sites build them: banners, navigation, teasers, related links, JSON-LD, an article."""

from __future__ import annotations

import json

PARAGRAPHS = (
    "PORT ALDA (Example Wire) – The harbour authority of Alda said on Monday that its patrol had turned back a trawler "
    "near the northern breakwater.",
    "“Our crew acted within the law,” harbour master Ines Calder told reporters at the quay. “Nobody was hurt, and the boat "
    "was never in danger.”",
    "The skipper’s union denied that the vessel had crossed the line and called the account “a story made up in an office”.",
    "A spokesman for the ministry of fisheries, Tomas Rehn, said the matter would be looked into, but declined to say when "
    "the findings would be published.",
    "Neither account could be checked independently. The two sides have traded accusations since the quota talks broke down "
    "in the spring, and another round is planned for next week.",
)
MARKED = (
    PARAGRAPHS[0].replace("Alda said", "<a href='/alda'>Alda</a> said").replace("–", "&ndash;"),
    PARAGRAPHS[1].replace("“", "&ldquo;").replace("”", "&#8221;").replace("Ines Calder", "<strong>Ines&nbsp;Calder</strong>"),
    PARAGRAPHS[2].replace("’", "&rsquo;"),
    PARAGRAPHS[3].replace("Tomas Rehn", "<em>Tomas\n   Rehn</em>"),
    PARAGRAPHS[4],
)
LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harbour authority says patrol turned back trawler",
    "datePublished": "2024-07-01T09:30:00+02:00",
    "dateModified": "2024-07-03T10:00:00+02:00",
    "author": [{"@type": "Person", "name": "Mara Lind"}, {"@type": "Person", "name": "Jon Pell"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Alda Courier"},
}


def make_page(paragraphs=MARKED, ld=LD, head="", before="", canonical="https://courier.example/news/trawler"):
    """A page with an article; `ld` is its JSON-LD, `head` more of its head, `before` what stands above the article."""
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld is not None else ""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Harbour authority says patrol turned back trawler | The Alda Courier</title>
{link}{script}{head}
<style>p {{ margin: 0 }} /* <p>not text</p> */</style>
<script>var teaser = "<p>The harbour authority of Alda said</p>";</script></head>
<body><!-- banner --><div class="cookie-banner"><p>We use cookies. <button>Accept</button></p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<header><h1>Harbour authority says patrol turned back trawler</h1><p class="byline">By Mara Lind and Jon Pell</p></header>{before}
<main><article>{body}</article></main>
<aside><h3>Most read</h3><ul><li><a href="/a">Ten ways to cook cod</a></li><li><a href="/b">Ferry fares to rise</a></li></ul></aside>
<footer><p>&copy; 2026 The Alda Courier. All rights reserved. <a href="/terms">Terms</a></p></footer></body></html>"""
