"""What an operator puts in deploy/local: names, a path, HTTPS. Nothing else grows weaker by it."""

import http.client
import ssl

import trustme

import serving
from deploy.stand_in import Answer, edge


def test_under_a_path_everything_works_and_nothing_points_out_of_it(nginx_needed, tmp_path):
    example = (serving.CONFIGURATION.parent / "path.conf.example").read_text()
    with edge(tmp_path, path_conf=example) as there:
        for each in there.replicas:
            each.answers["/moved"] = Answer(307, {"Location": "http://elsewhere/page"})
            each.answers["/moved-here"] = Answer(307, {"Location": "/page"})
        assert there.ask("/csa/page?council=slough")[0] == 200
        assert there.asked()[-1].target == "/page?council=slough"
        assert there.asked()[-1].headers["x-forwarded-prefix"] == "/csa"
        assert there.ask("/csa")[1]["Location"] == "/csa/"
        assert there.ask("/csa/site")[1]["Location"] == "/csa/site/"
        assert there.ask("/csa/moved")[1]["Location"] == "/csa/page"
        assert there.ask("/csa/moved-here")[1]["Location"] == "/csa/page"
        assert "; Path=/csa/;" in there.ask("/csa/page")[1]["Set-Cookie"]
        assert there.ask("/csa/site/")[2].startswith(b"the file index.html")
        assert there.ask("/csa/", Host="elsewhere")[0] == 421
        assert there.ask("/csa/", "POST")[0] == 405
        asks = {"Upgrade": "websocket", "Connection": "Upgrade"}
        there.ask("/csa/page", **asks)
        assert "upgrade" not in there.asked()[-1].headers
        assert there.socket_opened("127.0.0.1", "/csa/_stcore/stream").startswith(b"HTTP/1.1 101")


def test_over_https_names_cookies_and_redirects_are_as_strict(nginx_needed, tmp_path):
    local, port = tmp_path / "local", serving.free_port()
    local.mkdir()
    made = trustme.CA().issue_cert("localhost")
    made.private_key_pem.write_to_path(local / "privkey.pem")
    made.cert_chain_pems[0].write_to_path(local / "fullchain.pem")
    example = (serving.CONFIGURATION.parent / "tls.conf.example").read_text()
    here = example.replace("listen 8443", f"listen 127.0.0.1:{port}").replace(
        "/etc/nginx/", f"{tmp_path}/"
    )
    unchecked = ssl._create_unverified_context()
    with edge(tmp_path, tls_conf=here) as there:

        def ask(host: str):
            connection = http.client.HTTPSConnection("127.0.0.1", port, context=unchecked)
            connection.request("GET", "/", headers={"Host": host, "Connection": "close"})
            return connection.getresponse()

        assert ask("elsewhere.example").status == 421
        assert ask("localhost").status == 200
        assert "; Secure" in ask("localhost").headers["Set-Cookie"]
        status, headers, _ = there.ask("/page?year=2024", Host="localhost")
        assert (status, headers["Location"]) == (308, "https://localhost/page?year=2024")
        assert there.ask("/page", Host="elsewhere.example")[0] == 421
        assert there.ask("/_edge")[0] == 204, "the container asks without HTTPS"
