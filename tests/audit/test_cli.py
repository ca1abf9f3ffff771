"""The command line: exit codes, sentences instead of tracebacks, nothing loaded before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from audit.cli import app
from audit.reporting.messages import Words
from benchmarks.scanner import Scanner
from tests.audit.reading.pdf_made import pdf

SAMPLES = Path(__file__).parents[2] / "sample_data"
RIGHT = SAMPLES / "as_published" / "final_accounts_2020.xlsx"
WRONG = SAMPLES / "with_errors" / "final_accounts_2020.xlsx"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A folder with the sample that has errors in it."""
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / "accounts.xlsx").write_bytes(WRONG.read_bytes())
    return folder


def gouji(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def report() -> dict[str, object]:
    read: dict[str, object] = json.loads(Path("reports_out/report.json").read_text(encoding="utf-8"))
    return read


def loaded_by(*arguments: object) -> set[str]:
    """The modules that a command loads, in a process of its own."""
    code = "import sys\nfrom audit.cli import app\ntry: app(sys.argv[1:])\nexcept SystemExit: pass\n"
    code += "print('\\n' + ' '.join(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(SAMPLES.parent), "PYTHONIOENCODING": "utf-8", "PATH": ""},
    )
    return set(run.stdout.splitlines()[-1].split())


def test_a_scan_without_the_extra_is_a_sentence_and_not_a_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.reading.scans.pages.is_installed", lambda: False)
    scan = tmp_path / "扫描件.pdf"
    scan.write_bytes(Scanner(72).scan(pdf(lambda canvas: canvas.drawString(60, 700, "1,065.88"))))
    said = gouji("check", scan)
    assert said.exit_code == 3
    assert 'pipinstall"gouji[ocr]"' in "".join(said.output.split())
    assert "Traceback" not in said.output


def test_annotate_writes_a_marked_copy_and_names_it(submission: Path) -> None:
    result = gouji("check", submission, "--annotate", "--format", "json")
    assert result.exit_code == 1
    assert Path("reports_out/accounts.annotated.xlsx").is_file()
    assert "accounts.annotated.xlsx" in result.output
    assert (submission / "accounts.xlsx").read_bytes() == WRONG.read_bytes()


def test_help_loads_no_numbers() -> None:
    assert loaded_by("--help").isdisjoint({"numpy", "pandas", "pandera", "scipy", "great_expectations"})


def test_check_loads_neither_frames_nor_solvers_where_nothing_is_wrong() -> None:
    loaded = loaded_by("check", RIGHT, "--format", "json")
    assert "checks.checking" in loaded
    assert loaded.isdisjoint({"pandas", "pandera", "scipy.optimize", "great_expectations"})


@pytest.mark.parametrize(
    "name", ["final_accounts_2020.docx", "final_accounts_2020.pdf", "final_accounts_2020_csv"]
)
def test_the_right_sample_passes_in_every_format(name: str) -> None:
    assert gouji("check", SAMPLES / "as_published" / name).exit_code == 0


@pytest.mark.parametrize(("path", "code"), [(RIGHT, 0), (WRONG, 1)])
def test_the_exit_code_says_how_it_went(path: Path, code: int) -> None:
    assert gouji("check", path).exit_code == code
    assert Path("reports_out/report.json").is_file()
    assert Path("reports_out/report.xlsx").is_file()


def test_findings_below_the_threshold_do_not_fail() -> None:
    assert gouji("check", WRONG, "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--format", "docx"), "没有“docx”这种报告格式"),
        (("--rules", "absent.yaml"), "absent.yaml"),
        (("--config", "absent.toml"), "absent.toml"),
        (("--baseline", "absent.json"), "absent.json"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(arguments: tuple[str, ...], sentence: str) -> None:
    result = gouji("check", RIGHT, *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output
    assert not Path("reports_out/report.json").exists()


def test_a_broken_explanation_file_is_refused(submission: Path) -> None:
    (submission / "gouji-waivers.toml").write_text("[[waiver]]\nfinding = 3\n", encoding="utf-8")
    result = gouji("check", submission)
    assert result.exit_code == 2
    assert "gouji-waivers.toml" in result.stderr


def test_only_what_is_new_is_reported() -> None:
    gouji("check", WRONG)
    Path("reports_out/report.json").rename("before.json")
    result = gouji("check", WRONG, "--baseline", "before.json")
    assert result.exit_code == 0
    assert report()["findings"] == []


def test_too_little_coverage_is_incomplete(tmp_path: Path) -> None:
    table = tmp_path / "情况.csv"
    table.write_text("某表\n项目,金额,备注数\n甲,1.00,2.00\n乙,3.00,7.00\n", encoding="utf-8")
    assert gouji("check", WRONG, "--fail-on", "never", "--min-coverage", "100").exit_code == 0
    assert gouji("check", WRONG, table, "--fail-on", "never", "--min-coverage", "100").exit_code == 3


def test_an_explanation_given_by_id_is_shown_and_holds(submission: Path) -> None:
    gouji("check", submission)
    for finding in report()["findings"]:  # type: ignore[attr-defined]
        given = gouji("waive", finding["id"], "--reason", "批复在案", "--by", "张三", "--until", "2999-12-31")
        assert given.exit_code == 0, given.output
    assert (submission / "gouji-waivers.toml").is_file()
    after = gouji("check", submission)
    assert after.exit_code == 0
    assert {f["waiver"]["reason"] for f in report()["findings"]} == {"批复在案"}  # type: ignore[attr-defined]


def test_responses_in_the_workbook_are_read_back_and_die_with_their_numbers(submission: Path) -> None:
    gouji("check", submission)
    _fill_in(Path("reports_out/report.xlsx"))
    given = gouji("waive", "--from", "reports_out/report.xlsx", "--until", "2999-12-31")
    assert given.exit_code == 0, given.output
    assert gouji("check", submission).exit_code == 0
    book = load_workbook(submission / "accounts.xlsx")
    cell = next(c for row in book.worksheets[2].iter_rows() for c in row if c.value == 951.34)
    cell.value = 952.34
    book.save(submission / "accounts.xlsx")
    assert gouji("check", submission).exit_code == 1
    notes = " ".join(str(each) for each in report()["notes"])  # type: ignore[attr-defined]
    assert "952.34" in notes
    assert "说明失效" in notes


def test_an_explanation_holds_for_a_year_unless_it_says_otherwise(submission: Path) -> None:
    gouji("check", submission)
    finding = report()["findings"][0]["id"]  # type: ignore[index]
    assert gouji("waive", finding, "--reason", "批复在案", "--by", "张三").exit_code == 0
    assert gouji("check", submission).exit_code in {0, 1}
    assert report()["findings"][0]["status"] == "waived"  # type: ignore[index]


def test_a_day_that_has_passed_is_refused(submission: Path) -> None:
    gouji("check", submission)
    finding = report()["findings"][0]["id"]  # type: ignore[index]
    result = gouji("waive", finding, "--reason", "批复在案", "--by", "张三", "--until", "2020-01-01")
    assert result.exit_code == 2
    assert "已经过去" in result.stderr


def test_a_workbook_mailed_back_is_read_with_the_report_named(submission: Path, tmp_path: Path) -> None:
    gouji("check", submission)
    _fill_in(Path("reports_out/report.xlsx"))
    mailed = tmp_path / "mail" / "filled.xlsx"
    mailed.parent.mkdir()
    Path("reports_out/report.xlsx").rename(mailed)
    kept = Path("reports_out/report.json").rename("kept.json")
    given = gouji("waive", "--from", mailed, "--report", kept)
    assert given.exit_code == 0, given.output
    assert (submission / "gouji-waivers.toml").is_file()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "请给出一个差异编号"),
        (("000000000000", "--by", "张三", "--reason", "有批复"), "report.json"),
    ],
)
def test_an_explanation_of_nothing_is_refused(arguments: tuple[str, ...], sentence: str) -> None:
    result = gouji("waive", *arguments, "--until", "2999-12-31")
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_rule_that_no_explanation_settles(submission: Path) -> None:
    rules = submission / "local.yaml"
    rules.write_text(
        "- id: local.office\n"
        "  title: 公用经费合计等于商品和服务支出\n"
        "  category: within_table\n"
        "  severity: error\n"
        "  waivable: false\n"
        "  statements: [final_accounts.basic_expenditure]\n"
        "  each: column\n"
        "  relation: 公用经费合计 = 302\n",
        encoding="utf-8",
    )
    gouji("check", submission, "--rules", rules)
    mine = next(f for f in report()["findings"] if f["rule"] == "local.office")  # type: ignore[attr-defined]
    given = ("waive", mine["id"], "--reason", "另有规定", "--by", "张三", "--until", "2999-12-31")
    refused = gouji(*given, "--rules", rules)
    assert refused.exit_code == 2
    assert "local.office" in refused.stderr
    assert gouji(*given).exit_code == 0
    gouji("check", submission, "--rules", rules)
    assert any("local.office" in note for note in report()["notes"])  # type: ignore[attr-defined]


def _fill_in(path: Path) -> None:
    """Write a response and a name into every row of the list of discrepancies."""
    words = Words("zh")
    book = load_workbook(path)
    sheet = book[words("sheet.findings")]
    header = next(row for row in sheet.iter_rows() if any(c.value == words("label.opinion") for c in row))
    at = {str(cell.value): cell.column for cell in header if cell.value}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        sheet.cell(row, at[words("label.opinion")], "年中追加，批复在案")
        sheet.cell(row, at[words("label.by")], "张三")
        sheet.cell(row, at[words("label.state")], words("state.waived"))
    book.save(path)
