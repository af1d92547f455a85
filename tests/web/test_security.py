"""The guard: which hosts, which sizes, which headers, which passwords."""

import base64

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from allegedly.errors import SetupError
from allegedly.web.security import HEADERS, Door, Guard, host_name, refuse
from allegedly.web.server import make_door


def basic(password):
    return "Basic " + base64.b64encode(f"anyone:{password}".encode()).decode()


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST", "127.0.0.1"])
def test_loopback_names_are_known(host):
    assert refuse(Door(), "GET", Headers({"host": host})) is None


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "", "127.0.0.1.evil.example", "192.0.2.1", "localhost.evil.example"])
def test_any_other_name_is_refused(host):
    assert refuse(Door(), "GET", Headers({"host": host}))[0] == 421


def test_a_remote_server_goes_by_numeric_addresses_and_by_the_names_it_was_given():
    door = make_door("0.0.0.0", True, "long enough", ("desk.example",), 1_000)
    given = {"authorization": basic("long enough")}
    assert refuse(door, "GET", Headers({"host": "192.0.2.1:8000", **given})) is None
    assert refuse(door, "GET", Headers({"host": "desk.example:8000", **given})) is None
    assert refuse(door, "GET", Headers({"host": "evil.example", **given}))[0] == 421


@pytest.mark.parametrize("authorization", [None, "", "Basic", "Basic !!", basic("wrong"), basic(""), "Bearer " + basic("long enough")[6:]])
def test_without_the_password_nobody_comes_in(authorization):
    door = make_door("0.0.0.0", True, "long enough", (), 1_000)
    headers = {"host": "192.0.2.1"} | ({"authorization": authorization} if authorization is not None else {})
    assert refuse(door, "GET", Headers(headers))[0] == 401


def test_the_password_lets_one_in_even_with_a_colon_in_it():
    door = Door(password="a:b:c:d:e")
    assert refuse(door, "GET", Headers({"host": "localhost", "authorization": basic("a:b:c:d:e")})) is None


def test_a_bind_beyond_loopback_needs_consent_and_a_password():
    with pytest.raises(SetupError, match="--allow-remote"):
        make_door("0.0.0.0", False, "long enough", (), 1_000)
    with pytest.raises(SetupError, match="password"):
        make_door("0.0.0.0", True, None, (), 1_000)
    with pytest.raises(SetupError, match="too short"):
        make_door("0.0.0.0", True, "short", (), 1_000)
    assert make_door("127.0.0.1", False, None, (), 1_000).password is None


def test_a_post_from_another_site_is_refused():
    headers = {"host": "localhost", "sec-fetch-site": "cross-site"}
    assert refuse(Door(), "POST", Headers(headers))[0] == 403
    assert refuse(Door(), "POST", Headers(headers | {"sec-fetch-site": "same-origin"})) is None


@pytest.mark.parametrize("length", ["101", "9" * 30, "-1", "many"])
def test_a_request_that_is_too_large_is_refused_before_it_is_read(length):
    assert refuse(Door(most_bytes=100), "POST", Headers({"host": "localhost", "content-length": length}))[0] == 413


def test_every_answer_carries_the_headers_refusals_included():
    client = TestClient(Guard(_app(), Door(most_bytes=100)), base_url="http://localhost")
    for answer in (client.get("/"), client.get("/", headers={"host": "evil.example"}), client.get("/nowhere")):
        assert HEADERS.items() <= dict(answer.headers).items()
    assert "unsafe" not in HEADERS["content-security-policy"]


def test_a_refusal_is_one_line():
    client = TestClient(Guard(_app(), Door()), base_url="http://evil.example")
    assert client.get("/").text.count("\n") == 1


@pytest.mark.parametrize(
    ("header", "name"),
    [("a:1", "a"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("A.b", "a.b"), ("::1", "::1"), (" localhost:1 ", "localhost")],
)
def test_a_host_header_is_read_without_its_port(header, name):
    assert host_name(header) == name


def _app():
    def respond(request: Request):
        return PlainTextResponse("inside")

    return Starlette(routes=[Route("/", respond)])
