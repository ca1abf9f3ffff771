"""Drop, work through, answer, drop again, download, delete: the pages without a browser."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from audit import waivers
from audit.web.words import SENTENCES
from tests.web.conftest import MENDED, NOTICE, SAMPLES, dropped


def first_finding(client: TestClient, address: str) -> str:
    found = re.search(r'data-finding="([0-9a-f]+)"', client.get(address).text)
    assert found
    return found[1]


def test_a_dropped_file_is_audited_and_its_finding_is_explained(client: TestClient) -> None:
    address = dropped(client, "说明.txt", NOTICE.encode())
    page = client.get(address).text
    assert "不通过" in page
    assert "18.00" in page
    assert "5.00 + 10.00 + 4.00" in page
    assert "说明.txt" in client.get("/").text


def test_the_page_of_a_pdf_frames_the_number_in_question_and_its_other_side(client: TestClient) -> None:
    name = "final_accounts_2020.pdf"
    address = dropped(client, name, (SAMPLES / "with_errors" / name).read_bytes())
    page = client.get(address).text
    image = re.search(r'<image href="([^"]+)"', page)
    assert image
    assert client.get(image[1]).content.startswith(b"\x89PNG")
    frames = page.split('<g class="frames">')[1].split("</g>")[0]
    assert frames.count('class="wrong"') == 1
    assert 'class="other"' in frames
    covered = page.split('<g class="cover">')[1].split("</g>")[0]
    assert covered.count('class="checked"') > 20
    assert client.get(f"{address}/page/0/999.png").status_code == 404


def test_a_table_without_pages_is_drawn_with_the_same_frames(client: TestClient) -> None:
    name = "final_accounts_2020.xlsx"
    address = dropped(client, name, (SAMPLES / "with_errors" / name).read_bytes())
    page = client.get(address).text
    assert '<td class="wrong">112.24</td>' in page
    assert '<td class="other">' in page


def test_an_answer_survives_the_mended_version_and_stands_in_the_workbook(client: TestClient) -> None:
    address = dropped(client, "说明.txt", NOTICE.encode())
    finding = first_finding(client, address)
    form = {"opinion": "接待费应为3万元，已请业务科核对", "by": "王会计", "state": "mended"}
    assert "已保存" in client.post(f"{address}/finding/{finding}/answer", data=form).text
    again = dropped(
        client, "说明（改）.txt", NOTICE.replace("因公出国", "　因公出国").encode(), f"{address}/again"
    )
    assert again == address
    page = client.get(address).text
    assert "王会计" in page
    assert "仍在" in page
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}/report.xlsx").content))
    values = [cell.value for row in book["差异清单"].iter_rows() for cell in row]
    assert "王会计" in values
    assert "已修改" in values


def test_a_mended_file_settles_its_finding(client: TestClient) -> None:
    address = dropped(client, "说明.txt", NOTICE.encode())
    dropped(client, "说明.txt", MENDED.encode(), f"{address}/again")
    page = client.get(address).text
    assert "已改 1" in page
    assert "通过" in page
    assert "data-finding" not in page


def test_an_explanation_goes_into_the_waiver_file_and_settles_the_finding(
    client: TestClient, tmp_path: Path
) -> None:
    address = dropped(client, "说明.txt", NOTICE.encode())
    finding = first_finding(client, address)
    client.post(
        f"{address}/finding/{finding}/answer", data={"opinion": "口径不同", "by": "李四", "state": "waived"}
    )
    (file,) = tmp_path.glob(f"data/*/{waivers.FILE_NAME}")
    assert [(each.finding, each.by) for each in waivers.load(file)] == [(finding, "李四")]
    assert json.loads(client.get(f"{address}/report.json").content)["summary"]["waived"] == 1
    client.post(f"{address}/finding/{finding}/answer", data={"opinion": "", "by": "", "state": "open"})
    assert json.loads(client.get(f"{address}/report.json").content)["summary"]["waived"] == 0


def test_an_explanation_without_a_name_is_not_one_yet(client: TestClient) -> None:
    address = dropped(client, "说明.txt", NOTICE.encode())
    finding = first_finding(client, address)
    said = client.post(f"{address}/finding/{finding}/answer", data={"opinion": "口径不同", "state": "waived"})
    assert "责任人" in said.text
    assert json.loads(client.get(f"{address}/report.json").content)["summary"]["waived"] == 0


def test_filters_take_what_fits(client: TestClient) -> None:
    name = "final_accounts_2020.docx"
    address = dropped(client, name, (SAMPLES / "with_errors" / name).read_bytes())
    every = client.get(f"{address}/list").text.count("data-finding")
    errors = client.get(f"{address}/list?severity=error").text.count("data-finding")
    others = client.get(f"{address}/list?severity=warning").text.count("data-finding")
    assert 0 < errors < every
    assert errors + others <= every
    assert "没有符合条件的差异" in client.get(f"{address}/list?state=mended").text


def test_the_checklist_the_summary_and_the_marked_copy(client: TestClient) -> None:
    name = "final_accounts_2020.pdf"
    address = dropped(client, name, (SAMPLES / "with_errors" / name).read_bytes())
    assert "公开完整性检查表" in client.get(f"{address}/checklist").text
    assert "最需要先改的" in client.get(f"{address}/summary").text
    copy = client.get(f"{address}/annotated/0")
    assert copy.content.startswith(b"%PDF")
    assert client.get(f"{address}/annotated/7").status_code == 404


def test_what_cannot_be_read_says_why(client: TestClient) -> None:
    address = dropped(client, "空.pdf", b"%PDF-1.4\nnothing")
    page = client.get(address).text
    assert "未完成" in page
    assert "空.pdf" in page


def test_deleted_is_gone(client: TestClient, tmp_path: Path) -> None:
    address = dropped(client, "说明.txt", NOTICE.encode())
    client.post(f"{address}/delete")
    assert client.get(address).status_code == 404
    assert list((tmp_path / "data").iterdir()) == []


def test_the_page_speaks_english_when_asked(client: TestClient) -> None:
    assert "Drop files here" in client.get("/?lang=en").text
    assert "Drop files here" in client.get("/").text
    assert "把文件拖到这里" in client.get("/?lang=zh").text


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_is_in_both_languages(key: str) -> None:
    chinese, english = SENTENCES[key]
    if key != "language":
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert not re.search(r"[\u4e00-\u9fff]", english)
    assert re.findall(r"\{\w+\}", chinese) == re.findall(r"\{\w+\}", english) or set(
        re.findall(r"\{\w+\}", chinese)
    ) == set(re.findall(r"\{\w+\}", english))


def test_a_draft_dropped_with_its_books_comes_back_corrected(client: TestClient) -> None:
    name = "final_accounts_2020.docx"
    draft, books = SAMPLES / "with_errors" / name, next((SAMPLES / "accounts").glob("*.xlsx"))
    files = [("files", (name, draft.read_bytes())), ("sources", ("导出.xlsx", books.read_bytes()))]
    address = client.post("/upload", files=files, follow_redirects=False).headers["location"]
    with client.stream("GET", f"{address}/events") as events:
        assert any('"over": true' in line for line in events.iter_lines())
    page = client.get(address).text
    assert "已与来源核对：导出.xlsx" in page
    assert f'<a href="/s/{address.removeprefix("/s/")}/revised/0">' in page
    copy = client.get(f"{address}/revised/0")
    assert "revised.docx" in copy.headers["content-disposition"]
    changes = zipfile.ZipFile(io.BytesIO(copy.content)).read("word/document.xml").decode()
    assert re.search(r"<w:ins [^>]*>.*?915\.34", changes, re.S)
    listed = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}/corrections.xlsx").content))
    assert "915.34" in [str(cell.value) for row in listed.worksheets[0].iter_rows() for cell in row]
    assert client.get(f"{address}/revised/1").status_code == 404
    assert client.get(f"{address}/revised/9").status_code == 404

    dropped(client, "改.docx", copy.content, f"{address}/again")
    page = client.get(address).text
    assert "已与来源核对：导出.xlsx" in page  # what it was made from is still what it is held against
    assert "final_accounts_2020.docx" not in page


def test_without_certain_corrections_there_is_no_corrected_copy(client: TestClient) -> None:
    address = dropped(client, "说明.txt", MENDED.encode())
    assert "corrections.xlsx" not in client.get(address).text
    assert client.get(f"{address}/corrections.xlsx").status_code == 404


def test_books_alone_are_nothing_to_check(client: TestClient) -> None:
    answer = client.post("/upload", files=[("sources", ("导出.xlsx", b"PK"))])
    assert (answer.status_code, "没有收到文件" in answer.text) == (400, True)
