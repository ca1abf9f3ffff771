"""The bytes of a document by its name in a report."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path

from audit.reading.originals import original

SUM = sha256(b"text").hexdigest()


def test_a_file_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    assert original(str(tmp_path / "a.txt"), SUM) == b"text"


def test_a_file_that_has_changed_or_gone_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"other")
    assert original(str(tmp_path / "a.txt"), SUM) is None
    assert original(str(tmp_path / "b.txt"), SUM) is None
    assert original(str(tmp_path), SUM) is None


def test_a_member_of_an_archive_in_an_archive_is_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("决算/表.txt", b"text")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "送审/内.zip")
    member = tmp_path / "a.zip" / "送审" / "内.zip" / "决算" / "表.txt"
    assert original(str(member), SUM) == b"text"
    assert original(str(member.parent), SUM) is None
    assert original(str(member.with_name("无.txt")), SUM) is None


def test_what_is_no_archive_has_no_members(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no archive")
    assert original(str(tmp_path / "a.zip" / "a.txt"), SUM) is None
