"""Who asks: told to the server that it is meant for, and to nobody else."""

from __future__ import annotations

import base64
import signal
import socket
import ssl
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from resograph.endpoint import Credentials, Endpoint, Patience, Request, credentials
from resograph.errors import EndpointError, InputError, ResographError, UsageError
from tests.endpoint.loopback import Loopback, Seen, digest, reply

OK = reply(200, b"here you are")
PASSWORD = "pass: wörd"  # noqa: S105 - nobody has it
TOKEN = "t0ken-of-mine"  # noqa: S105 - nobody has it
ME = Credentials("me", PASSWORD)
BASIC = "Basic " + base64.b64encode(f"me:{PASSWORD}".encode()).decode()
WHO = reply(401, b"who are you?", WWW_Authenticate='Basic realm="here"')


def _basic(seen: Seen, connection: socket.socket) -> None:
    connection.sendall(OK if seen.headers.get("authorization") == BASIC else WHO)


def _get(url: str) -> Request:
    return Request("GET", url, {})


def _endpoint(who: Credentials) -> Endpoint:
    return Endpoint(who, Patience(seconds=20, tries=2))


# ---------------------------------------------------------------------------- to whom


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_a_password_goes_to_a_server_that_asks_for_it(method: str) -> None:
    with Loopback([_basic]) as server:
        response = _endpoint(ME).send(Request(method, server.url, {}, b"" if method == "GET" else b"x" * 2_000_000))

        assert response.body.read() == b"here you are"
        assert server.seen[-1].body == (b"" if method == "GET" else b"x" * 2_000_000)


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_a_digest_is_the_answer_to_a_challenge_and_the_body_is_there(method: str) -> None:
    body = b"" if method == "GET" else b"x" * 2_000_000
    with Loopback([digest("me", PASSWORD, OK)]) as server:
        assert _endpoint(ME).send(Request(method, server.url, {}, body)).status == 200
        assert server.seen[-1].body == body
        assert all(BASIC not in seen.headers.values() for seen in server.seen)


def test_where_both_are_offered_the_password_is_not_sent() -> None:
    both = reply(401, b"", WWW_Authenticate='Basic realm="here", Digest realm="here", nonce="once", qop="auth"')
    with Loopback([both]) as server:
        with pytest.raises(EndpointError):
            _endpoint(ME).send(_get(server.url))

        assert [seen.headers.get("authorization", "Digest")[:6] for seen in server.seen] == ["Digest"] * 2


def test_a_token_is_sent_at_once() -> None:
    with Loopback([OK]) as server:
        _endpoint(Credentials(token=TOKEN)).send(_get(server.url))

        assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("who", [ME, Credentials(token=TOKEN)], ids=["password", "token"])
def test_credentials_follow_no_redirect_to_another_place(who: Credentials, status: int) -> None:
    def redirect(seen: Seen, connection: socket.socket) -> None:
        moved = reply(status, b"", Location=other.url)
        connection.sendall(moved if "authorization" in seen.headers else WHO)

    # Another port of one host is another place; it asks for them, too.
    with Loopback([WHO]) as other, Loopback([redirect]) as server:
        with pytest.raises(EndpointError) as caught:
            _endpoint(who).send(_get(server.url))

        assert "authorization" in server.seen[-1].headers
        assert other.seen
        assert all("authorization" not in seen.headers for seen in other.seen)
    assert caught.value.code == "endpoint-denied"


def test_credentials_of_one_request_are_not_left_for_the_next() -> None:
    with Loopback([_basic]) as server, Loopback([OK]) as other:
        endpoint = _endpoint(ME)
        endpoint.send(_get(server.url))
        endpoint.send(_get(other.url))

        assert "authorization" not in other.seen[0].headers


# ---------------------------------------------------------------------------- refused


def test_who_gives_no_credentials_is_told_how() -> None:
    with Loopback([WHO]) as server:
        with pytest.raises(EndpointError) as caught:
            _endpoint(Credentials()).send(_get(server.url))

        assert len(server.seen) == 1
    assert (caught.value.code, caught.value.exit_code) == ("endpoint-denied", 3)
    assert "RESOGRAPH_USER" in caught.value.remedy
    assert "--credentials" in caught.value.remedy


@pytest.mark.parametrize("challenge", ['Basic realm="here"', 'Digest realm="here", nonce="once", qop="auth"'])
def test_a_password_that_is_refused_is_to_be_checked_and_nothing_is_said_of_redirects(challenge: str) -> None:
    denied = reply(401, b"who are you?", WWW_Authenticate=challenge)
    with Loopback([denied, denied]) as server, pytest.raises(EndpointError) as caught:
        Endpoint(Credentials("me", "wrong")).send(Request("GET", server.url, {}))

    assert len(server.seen) == 2
    assert "check the user and the password" in str(caught.value)
    assert "redirect" not in str(caught.value)


@pytest.mark.parametrize("status", [401, 403])
def test_who_gives_the_wrong_credentials_is_told_so(status: int) -> None:
    server = Loopback([reply(status, b"no", WWW_Authenticate='Basic realm="here"')])
    with server, pytest.raises(EndpointError) as caught:
        _endpoint(ME).send(_get(server.url))

    assert caught.value.code == "endpoint-denied"
    assert str(status) in caught.value.what
    assert "RESOGRAPH_USER" not in caught.value.remedy


@pytest.mark.parametrize("who", [ME, Credentials(token=TOKEN)], ids=["password", "token"])
def test_what_a_server_repeats_of_a_secret_is_not_shown(who: Credentials) -> None:
    def parrot(seen: Seen, connection: socket.socket) -> None:
        said = seen.headers.get("authorization", "").encode()
        connection.sendall(reply(400, b"bad " + said + b" " + who.password.encode()) if said else WHO)

    with Loopback([parrot]) as server, pytest.raises(EndpointError) as caught:
        _endpoint(who).send(_get(server.url))

    trace = "".join(traceback.format_exception(caught.value))
    for secret in (PASSWORD, TOKEN, BASIC.partition(" ")[2]):
        assert secret not in trace
        assert secret not in repr(_endpoint(who))
    assert "***" in str(caught.value)


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
@pytest.mark.parametrize("before", range(200 - len(TOKEN), 201, 3))
def test_nothing_of_a_secret_is_shown_where_the_words_of_a_server_are_cut(before: int, media_type: str) -> None:
    words = b"x" * before + TOKEN.encode() + b" and more" * 20
    with Loopback([reply(400, words, media_type)]) as server, pytest.raises(EndpointError) as caught:
        _endpoint(Credentials(token=TOKEN)).send(_get(server.url))

    assert TOKEN[:3] not in str(caught.value)
    assert "xxx" in str(caught.value)


def test_a_user_in_an_address_is_refused_and_not_shown() -> None:
    with Loopback([OK]) as server:
        url = server.url.replace("//", "//me:hidden@")
        with pytest.raises(UsageError) as caught:
            Endpoint().send(_get(url))

        assert server.seen == []
    trace = "".join(traceback.format_exception(caught.value))
    assert "hidden" not in trace
    assert "RESOGRAPH_USER" in caught.value.remedy


@pytest.mark.parametrize("url", ["http://me:hidden@host:99999/", "ftp://me:hidden@host/", "http://me:hidden@[::1/"])
def test_a_user_in_a_broken_address_is_not_shown_either(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        Endpoint().send(_get(url))

    assert "hidden" not in "".join(traceback.format_exception(caught.value))


# ---------------------------------------------------------------------------- in the clear


def _through_a_proxy(monkeypatch: pytest.MonkeyPatch, proxy: Loopback) -> str:
    """Make a stranger's host of a loopback server: requests to any name arrive there."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    return "http://far-away.example/sparql"


def test_a_token_does_not_go_over_plain_http_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback([OK]) as server:
        url = _through_a_proxy(monkeypatch, server)
        with pytest.raises(UsageError) as caught:
            _endpoint(Credentials(token=TOKEN)).send(_get(url))
        assert server.seen == []

        _endpoint(Credentials(token=TOKEN, plain_http=True)).send(_get(url))
        assert server.seen[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in str(caught.value)


def test_a_password_does_not_go_over_plain_http_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback([_basic]) as server:
        url = _through_a_proxy(monkeypatch, server)
        with pytest.raises(EndpointError) as caught:
            _endpoint(ME).send(_get(url))
        assert all("authorization" not in seen.headers for seen in server.seen)

        assert _endpoint(Credentials("me", PASSWORD, plain_http=True)).send(_get(url)).status == 200
    assert "plain_http" in caught.value.remedy


def test_a_digest_may_go_over_plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    def server_of_the_path(seen: Seen, connection: socket.socket) -> None:
        inner = Seen(seen.method, "/sparql", seen.headers, seen.body)
        digest("me", PASSWORD, OK)(inner, connection)  # type: ignore[operator]

    with Loopback([server_of_the_path]) as server:
        assert _endpoint(ME).send(_get(_through_a_proxy(monkeypatch, server))).status == 200


# ---------------------------------------------------------------------------- where they come from


def _file(tmp_path: Path, text: str, mode: int = 0o600) -> Path:
    path = tmp_path / "who am i.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_the_environment_tells() -> None:
    found = credentials({"RESOGRAPH_USER": "me", "RESOGRAPH_PASSWORD": PASSWORD, "HOME": "/"}, None)

    assert (found.user, found.password, found.token) == ("me", PASSWORD, "")
    assert credentials({"RESOGRAPH_TOKEN": TOKEN}, None).token == TOKEN
    assert not credentials({}, None)


def test_a_file_tells_and_wins(tmp_path: Path) -> None:
    path = _file(tmp_path, f'user = "me"\npassword = "{PASSWORD}"\n')

    found = credentials({"RESOGRAPH_USER": "you", "RESOGRAPH_TOKEN": TOKEN}, path)

    assert (found.user, found.password, found.token) == ("me", PASSWORD, "")


@pytest.mark.parametrize(
    "text",
    [
        "hidden-secret\n",
        'token = "hidden-secret\n',
        'token = "hidden-secret"\nsecret = "hidden-secret"\n',
        "hidden-secret = 1\n",
        "password = 12345678\n",
        '[token]\nvalue = "hidden-secret"\n',
        'password = "hidden-secret"\n',
        'user = "me"\ntoken = "hidden-secret"\n',
        'token = "hidden-secret\\r\\nX-Mine: 1"\n',
        'token = "hidden-secret"\nplain_http = "yes"\n',
    ],
)
def test_a_file_that_holds_anything_else_is_refused_and_not_quoted(text: str, tmp_path: Path) -> None:
    path = _file(tmp_path, text)

    with pytest.raises(InputError) as caught:
        credentials({}, path)

    assert (caught.value.code, caught.value.where) == ("bad-credentials", str(path))
    assert "hidden" not in "".join(traceback.format_exception(caught.value))
    assert "12345678" not in "".join(traceback.format_exception(caught.value))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        credentials({}, tmp_path / "none.toml")

    assert caught.value.code == "not-found"


@pytest.mark.parametrize("environment", [{"RESOGRAPH_TOKEN": "a\nb"}, {"RESOGRAPH_PASSWORD": "alone"}])
def test_an_environment_that_cannot_be_meant_is_refused(environment: Mapping[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        credentials(environment, None)

    assert caught.value.code == "bad-credentials"


@pytest.mark.skipif(sys.platform == "win32", reason="files have other rights there")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_of_ones_own_that_others_may_read_is_refused(mode: int, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        credentials({}, _file(tmp_path, f'token = "{TOKEN}"\n', mode))

    assert caught.value.code == "bad-credentials"
    assert "chmod 600" in caught.value.remedy


# ---------------------------------------------------------------------------- TLS


@pytest.fixture
def certificate(tmp_path: Path, lacking: Callable[[str], NoReturn]) -> Path:
    """Make a certificate for loopback that nobody has signed but itself."""
    path = tmp_path / "loopback.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    names = ["-subj", "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1"]
    try:
        subprocess.run([*command, *names, "-keyout", path, "-out", tmp_path / "public.pem"], check=True, timeout=60)
    except FileNotFoundError:
        lacking("openssl")
    path.write_bytes(path.read_bytes() + (tmp_path / "public.pem").read_bytes())
    return path


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_that_nobody_signed_is_not_trusted(certificate: Path) -> None:
    with Loopback([OK], tls=_tls(certificate)) as server:
        with pytest.raises(EndpointError) as caught:
            _endpoint(Credentials(token=TOKEN)).send(_get(server.url))

        assert server.seen == []
    assert caught.value.code == "endpoint-unreachable"
    assert "certificate" in caught.value.what
    assert "tries" not in caught.value.what


def test_a_certificate_that_is_named_as_trusted_is(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("public.pem")))
    with Loopback([OK], tls=_tls(certificate)) as server:
        assert _endpoint(Credentials(token=TOKEN)).send(_get(server.url)).status == 200


def test_a_server_without_tls_is_no_secure_one() -> None:
    with Loopback([OK]) as server, pytest.raises(EndpointError) as caught:
        _endpoint(Credentials()).send(_get(server.url.replace("http:", "https:")))

    assert caught.value.code == "endpoint-unreachable"


# ---------------------------------------------------------------------------- Ctrl-C and the rest


def test_ctrl_c_ends_a_request_at_once() -> None:
    program = (
        "from resograph.endpoint import *; import sys\n"
        "try: Endpoint().send(Request('GET', sys.argv[1], {}))\n"
        "except KeyboardInterrupt: print('interrupted')"
    )

    def interrupt(_seen: Seen, connection: socket.socket) -> None:
        process.send_signal(signal.SIGINT)
        connection.recv(1)

    with Loopback([interrupt]) as server:
        command = [sys.executable, "-c", program, server.url]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, error = process.communicate(timeout=30)

    assert (out, error) == ("interrupted\n", "")


def test_nothing_is_read_from_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password hidden\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with Loopback([WHO]) as server:
        with pytest.raises(ResographError):
            Endpoint().send(_get(server.url))

        assert all("authorization" not in seen.headers for seen in server.seen)
