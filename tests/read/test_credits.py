"""Credit lines, bylines and the furniture around a report."""

from itertools import pairwise

import pytest

from allegedly.read import document_from_text

BODY = (
    "Officials said on Monday that the road had been closed after the incident, which nobody has claimed so far.\n\n"
    "They said that the police were looking into the matter and would report in a week.\n\n"
)

CREDITS = [
    (
        "(Reporting by Ann Lee and Bo Ray in Kyiv; Additional reporting by Cy Fox; Writing by Di Orr; Editing by Ed Poe and Flo Kay)",
        [
            ("reporting", "Ann Lee", "Kyiv"), ("reporting", "Bo Ray", "Kyiv"), ("additional reporting", "Cy Fox", None),
            ("writing", "Di Orr", None), ("editing", "Ed Poe", None), ("editing", "Flo Kay", None),
        ],
    ),
    ("Reporting by Ann Lee in Moscow, Bo Ray and Cy Fox in London; editing by Di Orr",
     [("reporting", "Ann Lee", "Moscow"), ("reporting", "Bo Ray", "London"), ("reporting", "Cy Fox", "London"),
      ("editing", "Di Orr", None)]),
    ("Reporting by Ann Lee;\nEditing by Bo Ray", [("reporting", "Ann Lee", None), ("editing", "Bo Ray", None)]),
    ("(Reporting by Ann Lee\nand Bo Ray;\nEditing by Cy Fox)",
     [("reporting", "Ann Lee", None), ("reporting", "Bo Ray", None), ("editing", "Cy Fox", None)]),
    ("(Reporting by Ann Lee, writing by Bo Ray, editing by Cy Fox",
     [("reporting", "Ann Lee", None), ("writing", "Bo Ray", None), ("editing", "Cy Fox", None)]),
    ("(Reporting and writing by Ann Lee)", [("reporting and writing", "Ann Lee", None)]),
    ("(Reporting by Ann Lee in Kyiv and Lviv)", [("reporting", "Ann Lee", "Kyiv")]),
    ("(Reporting by Patricia O’Neill-Díaz in West Palm Beach, Florida; Editing by Jean-Luc van der Berg.)",
     [("reporting", "Patricia O’Neill-Díaz", "West Palm Beach"), ("editing", "Jean-Luc van der Berg", None)]),
    ("Associated Press writer Ann Lee in Kyiv contributed to this report.", [("contributing", "Ann Lee", "Kyiv")]),
    ("Associated Press writers Ann Lee in Kyiv, Bo Ray in London and Cy Fox contributed.",
     [("contributing", "Ann Lee", "Kyiv"), ("contributing", "Bo Ray", "London"), ("contributing", "Cy Fox", None)]),
    ("Example News correspondent Ann Lee in Kyiv contributed to this report.", [("contributing", "Ann Lee", "Kyiv")]),
    ("Ann Lee contributed reporting.", [("contributing", "Ann Lee", None)]),
    ("Ann Lee reported from Kyiv and Bo Ray from Moscow.", [("reporting", "Ann Lee", "Kyiv"), ("reporting", "Bo Ray", "Moscow")]),
    ("bur-abc/def/gh", []),
]  # fmt: skip


def read_marks(document):
    return [(m.kind, m.span.read(document.text)) for m in document.marks]


@pytest.mark.parametrize(("line", "expected"), CREDITS)
def test_credits_give_role_name_and_place(line, expected):
    document = document_from_text(BODY + line, "x")
    assert [(c.role, c.name, c.place) for c in document.credits] == expected
    assert ("credits", line) in read_marks(document)


@pytest.mark.parametrize(("line", "expected"), CREDITS)
def test_the_span_of_a_credit_re_reads_its_name(line, expected):
    document = document_from_text(BODY + line, "x")
    assert [" ".join(c.span.read(document.text).split()) for c in document.credits] == [name for _, name, _ in expected]


def test_a_credit_may_close_the_last_paragraph():
    document = document_from_text(BODY.strip() + " (Reporting by Ann Lee; Editing by Bo Ray)", "x")
    assert [c.name for c in document.credits] == ["Ann Lee", "Bo Ray"]


@pytest.mark.parametrize(
    "line",
    [
        "Editing by hand is slow, the minister said on Monday.",
        "Reporting by the ministry has been late, auditors said.",
        "Jane Roe said the report was late.",
        "By Monday evening the army had left.",
        "By Sunday Morning, Kyiv",
        "Correction officers said the prison was calm.",
        "Copyright law was changed on Monday.",
        "Update on the talks is expected on Monday.",
        "More than 100 people came.",
        "UPDATE: 5/12 — The website that listed the weapon, the firm said, has removed it.",
        "The report was updated on Monday by the ministry, officials said.",
        "The end of the war is near, he said.",
    ],
)
def test_prose_is_not_furniture(line):
    document = document_from_text(BODY + line + "\n\n" + BODY, "x")
    assert read_marks(document) == []
    assert document.credits == ()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("BELARUS-UKRAINE/BORDER (UPDATE 2)", "slug"),
        ("UKRAINE-CRISIS/", "slug"),
        ("AP-EU--Russia-Ukraine, 1st Ld-Writethru", "slug"),
        ("(Corrects paragraph 3 to say Monday, not Sunday)", "correction"),
        ("(This story has been corrected to fix the name of the minister)", "correction"),
        ("(Refiles to fix typo in headline)", "correction"),
        ("(Adds quotes, background)", "update"),
        ("(Updates with comment from ministry (paragraph 4))", "update"),
        ("Updated July 2, 2024", "update"),
        ("(more)", "more"),
        ("- MORE -", "more"),
        ("ENDS", "end"),
        ("-30-", "end"),
        ("###", "end"),
        ("© 2024 Example News Ltd", "copyright"),
        ("Copyright 2024 Example News. All rights reserved.", "copyright"),
        ("Our Standards: The Thomson Reuters Trust Principles.", "copyright"),
        ("Eds: Updates with quotes. With AP Photos.", "advisory"),
        ("ATTENTION EDITORS - graphic content", "advisory"),
        ("___", "advisory"),
    ],
)
def test_furniture_is_marked_with_its_kind(line, kind):
    assert read_marks(document_from_text(BODY + line + "\n", "x")) == [(kind, line)]


def test_a_whole_wire_page_is_read():
    text = (
        "BELARUS-UKRAINE/BORDER (UPDATE 2)\n"
        "UPDATE 2-Two neighbours trade accusations over border\n"
        "(Adds comment from Kyiv)\n"
        "By Ann Lee and Bo Ray\n"
        "Published July 2, 2024\n"
        "MINSK/KYIV, July 1 (Reuters) - " + BODY + "(more)\n\n" + BODY + "(Editing by Cy Fox)\nENDS\n"
    )
    document = document_from_text(text, "x")
    assert read_marks(document) == [
        ("slug", "BELARUS-UKRAINE/BORDER (UPDATE 2)"),
        ("update", "UPDATE 2-"),
        ("headline", "Two neighbours trade accusations over border"),
        ("update", "(Adds comment from Kyiv)"),
        ("byline", "By Ann Lee and Bo Ray"),
        ("published", "Published July 2, 2024"),
        ("dateline", "MINSK/KYIV, July 1 (Reuters) -"),
        ("more", "(more)"),
        ("credits", "(Editing by Cy Fox)"),
        ("end", "ENDS"),
    ]
    assert document.title == "Two neighbours trade accusations over border"
    assert [(c.role, c.name) for c in document.credits] == [("byline", "Ann Lee"), ("byline", "Bo Ray"), ("editing", "Cy Fox")]
    assert (document.published, document.published_basis) == ("2024-07-02", "printed")
    assert document.dateline is not None
    assert document.dateline.date == "2024-07-01"


def test_the_house_in_a_byline_is_the_agency():
    document = document_from_text("Two sides trade blame\n\nBy Ann Lee, Associated Press\n\n" + BODY, "x")
    assert (document.agency, document.title) == ("AP", "Two sides trade blame")


def test_a_house_in_a_byline_is_no_name():
    document = document_from_text("Two sides trade blame\n\nBy Ann Lee, Example News\n\n" + BODY, "x")
    assert [c.name for c in document.credits] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Two sides trade blame\n\n" + BODY, "Two sides trade blame"),
        ("Who fired first?\n\nKYIV, Ukraine (AP) — " + BODY, "Who fired first?"),
        ("Blast rocks U.S.\n\nWASHINGTON (AP) — " + BODY, "Blast rocks U.S."),
        ("Two sides trade blame\n" + (BODY.strip().replace("\n\n", " ") + " ") * 2, "Two sides trade blame"),
        (BODY, None),
        ("The Kremlin said on Monday that a report of the army that\nUkraine had moved troops there was a cause\nfor concern.", None),
        ("Two sides trade blame", None),
        ('"We did nothing," he said.\n\n' + BODY, None),
    ],
)
def test_a_headline_is_a_short_first_line_without_a_stop(text, title):
    assert document_from_text(text, "x").title == title


def test_marks_lie_in_order_and_apart():
    text = "A-B/C\nTwo sides trade blame\n\nKYIV (AP) — " + BODY + "(Reporting by Ann Lee)\nEnds"
    spans = [m.span for m in document_from_text(text, "x").marks]
    assert spans == sorted(spans)
    assert not any(a.meets(b) for a, b in pairwise(spans))
