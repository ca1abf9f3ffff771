"""What an attacker would try: names that are paths, bombs, scripts, other sites, other people's submissions."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from audit.web.app import Serving, application
from audit.web.guard import POLICY
from tests.web.conftest import HOST, NOTICE, dropped

SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\boot.txt", "/etc/cron.d/x.txt", "a/../../b.txt", "con.txt"]
)
def test_a_name_is_never_a_path(client: TestClient, tmp_path: Path, name: str) -> None:
    dropped(client, name, NOTICE.encode())
    written = [path for path in tmp_path.rglob("*.txt") if path.is_file()]
    assert [path.name for path in written] == ["0.txt"]
    assert {path.relative_to(tmp_path).parts[0] for path in written} == {"data"}


def test_script_in_names_and_cells_is_text(client: TestClient) -> None:
    text = NOTICE.replace("档案局", f"档案局{SCRIPT}").replace("其中：", f"其中{SCRIPT}：")
    address = dropped(client, f"{SCRIPT[:7]}.txt", text.encode())
    for page in (client.get(address), client.get("/"), client.get(f"{address}/summary")):
        assert SCRIPT not in page.text
        assert "<script>." not in page.text
        assert page.headers["content-security-policy"] == POLICY
        assert "unsafe" not in page.headers["content-security-policy"]
        assert not re.search(r'<[^>]+ (?:style|on\w+)="', page.text)


def test_a_bomb_is_refused_by_its_reader_and_the_page_says_so(client: TestClient) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.txt", b"0" * 30_000_000)
    address = dropped(client, "bomb.zip", bomb.getvalue())
    assert "未完成" in client.get(address).text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_a_post_from_another_site_is_refused(client: TestClient, origin: str) -> None:
    answer = client.post("/upload", files=[("files", ("a.txt", b"x"))], headers={"origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "gouji.evil.example:80", "169.254.169.254"])
def test_a_name_that_is_not_this_server_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


def test_what_is_too_large_or_too_many_is_refused(tmp_path: Path) -> None:
    app = application(Serving(tmp_path, most_megabytes=1))
    with TestClient(app, base_url=HOST, headers={"origin": HOST}) as client:
        assert client.post("/upload", files=[("files", ("a.txt", b"0" * 2_000_000))]).status_code == 413

        def endless() -> object:
            for _ in range(300):
                yield b"0" * 10_000

        head = {"content-type": "multipart/form-data; boundary=x", "transfer-encoding": "chunked"}
        assert client.post("/upload", content=endless(), headers=head).status_code in {400, 413}
        many = [("files", (f"{n}.txt", b"x")) for n in range(60)]
        assert client.post("/upload", files=many).status_code == 400
        assert client.post("/upload", files=[("files", ("a.exe", b"MZ"))]).status_code == 400
        assert client.post("/upload", data={"x": "y"}).status_code == 400
    assert list(tmp_path.iterdir()) == []


def test_another_browser_sees_nothing_of_a_submission(client: TestClient) -> None:
    address = dropped(client, "说明.txt", NOTICE.encode())
    client.cookies.clear()
    for path in ("", "/report.xlsx", "/report.json", "/checklist", "/page/0/1.png", "/events", "/list"):
        assert client.get(f"{address}{path}").status_code == 404
    for path in ("/delete", "/again"):
        assert client.post(f"{address}{path}").status_code == 404
    assert "说明.txt" not in client.get("/").text
    assert client.get("/s/..%2f..%2fetc").status_code == 404


def test_with_a_token_nothing_is_shown_without_it(tmp_path: Path) -> None:
    app = application(Serving(tmp_path, host="0.0.0.0", token="correct horse"))
    with TestClient(
        app, base_url="http://10.1.2.3:8765", headers={"origin": "http://10.1.2.3:8765"}
    ) as client:
        for path in ("/", "/s/AAAAAAAAAAAAAAAAAAAAAA", "/upload"):
            answer = client.get(path, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, "/enter")
        assert client.post("/enter", data={"token": "wrong"}).status_code == 403
        assert client.get("/", follow_redirects=False).status_code == 303
        entered = client.post("/enter", data={"token": "correct horse"}, follow_redirects=False)
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert "samesite=strict" in entered.headers["set-cookie"].lower()
        assert client.get("/", follow_redirects=False).status_code == 200


def test_ten_thousand_requests_are_answered(client: TestClient) -> None:
    assert {client.get("/s/none").status_code for _ in range(10_000)} == {404}
