from allegedly.annotate import annotate_document
from allegedly.read import document_from_text
from allegedly.resolve.place import find_places, place_dateline


def filed(line):
    annotated = annotate_document(document_from_text(f"{line} The ministry said that the road was closed.", source_id="a"))
    return [(p.name, p.country) for p in place_dateline(annotated.document, find_places(annotated)).dateline.places]


def test_a_dateline_city_gets_its_country_from_the_gazetteer():
    assert filed("MOSCOW, July 1 (Reuters) -") == [("Moscow", "RU")]


def test_several_cities_each_get_theirs():
    assert filed("KYIV/BRUSSELS, July 1 (Reuters) -") == [("Kyiv", "UA"), ("Brussels", "BE")]


def test_a_printed_country_stands():
    assert filed("PARIS, Texas, July 1 (AP) —") == [("Paris", "US")]


def test_a_report_without_a_dateline_is_left_alone():
    annotated = annotate_document(document_from_text("The ministry said that the road was closed.", source_id="a"))
    assert place_dateline(annotated.document, find_places(annotated)) is annotated.document
