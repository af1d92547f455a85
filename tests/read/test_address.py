"""Which addresses may be fetched: nothing private, by whatever name or number it is called."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import NotAllowed, NotFetched
from allegedly.read.address import check_address, is_address, is_public


def answer_with(monkeypatch, *addresses):
    def resolve(host, port, **_):
        return [(socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://0/", "http://[::1]/",
        "http://10.0.0.8/", "http://192.168.1.1:8080/x", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/", "http://[fe80::1]/", "http://[fd00::1]/", "http://224.0.0.1/",
        "http://[64:ff9b::a00:1]/", "http://[2002:7f00:1::]/", "http://localhost./",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(url):
    with pytest.raises((NotAllowed, NotFetched)):
        check_address(url)


def test_a_name_that_leads_to_one_private_address_among_public_ones_is_refused(monkeypatch):
    answer_with(monkeypatch, "93.184.216.34", "10.1.2.3")
    with pytest.raises(NotAllowed, match=r"10\.1\.2\.3"):
        check_address("https://news.example/")


def test_a_public_name_is_resolved_once_and_keeps_its_addresses(monkeypatch):
    answer_with(monkeypatch, "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946")
    target = check_address("https://News.example:8443/a?b=c#d")
    assert target.addresses == ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946")
    assert (target.url, target.origin) == ("https://News.example:8443/a?b=c", "https://news.example:8443")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://news.example/", "gopher://news.example/", "javascript:1"])
def test_other_schemes_are_refused(url):
    with pytest.raises(NotAllowed, match="only http"):
        check_address(url)


def test_a_login_in_the_address_is_refused_and_not_repeated(monkeypatch):
    answer_with(monkeypatch, "93.184.216.34")
    with pytest.raises(NotAllowed) as caught:
        check_address("https://ana:secret@news.example/")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://news.example:99999/", "http:///x"])
def test_what_is_no_address_is_said_to_be_none(url):
    with pytest.raises((NotFetched, NotAllowed)):
        check_address(url)


def test_loopback_is_allowed_only_on_demand():
    assert check_address("http://127.0.0.1:9/x", allow_private=True).addresses == ("127.0.0.1",)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_dress_of_version_six_makes_an_address_public(inner):
    assert not is_public(inner)
    assert not is_public(ipaddress.IPv6Address(f"::ffff:{inner}"))
    assert not is_public(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) + int(inner)))


def test_only_web_addresses_are_taken_for_one():
    assert is_address("HTTPS://a.example/") and not is_address("report.txt") and not is_address("ftp://a.example")
