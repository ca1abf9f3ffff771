"""What LibreOffice makes of our files, by the program itself: tracked changes accepted or rejected, the filters of a workbook set.

Macros in a profile of its own open the file, do what the menu does, and save; no window, nothing of the user's.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 120
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">
 <library:element library:name="Changes"/>
</library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub All(command As String, source As String, target As String)
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, opened())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(target), saved())
  document.close(True)
End Sub

Sub Filters(wanted As String, source As String, target As String)
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, opened())
  Open target For Output As #1
  On Error GoTo Failed
  unnamed = document.getPropertyValue("UnnamedDatabaseRanges")
  For number = 0 To document.Sheets.Count - 1
    If unnamed.hasByTable(number) Then
      Print #1, number &amp; Chr(9) &amp; Seen(document.Sheets.getByIndex(number), unnamed.getByTable(number), wanted)
    End If
  Next
  Close #1
  document.close(True)
  Exit Sub
Failed:
  Print #1, "line " &amp; Erl &amp; ": " &amp; Error
  Close #1
  document.close(True)
End Sub

Function Seen(sheet As Object, table As Object, wanted As String) As String
  Dim area As New com.sun.star.table.CellRangeAddress
  area = table.DataArea
  Dim fields(0) As New com.sun.star.sheet.TableFilterField
  fields(0).StringValue = wanted
  fields(0).Operator = com.sun.star.sheet.FilterOperator.EQUAL
  For column = 0 To area.EndColumn - area.StartColumn
    head = sheet.getCellByPosition(area.StartColumn + column, area.StartRow).String
    If head = "部门" Then fields(0).Field = column
  Next
  descriptor = table.getFilterDescriptor()
  descriptor.ContainsHeader = True
  descriptor.setFilterFields(fields())
  table.refresh()
  rows = ""
  For row = area.StartRow + 1 To area.EndRow
    If sheet.Rows.getByIndex(row).IsVisible Then rows = rows &amp; " " &amp; (row + 1)
  Next
  place = (area.StartRow + 1) &amp; Chr(9) &amp; (area.EndRow + 1) &amp; Chr(9) &amp; (area.EndColumn + 1)
  Seen = table.AutoFilter &amp; Chr(9) &amp; place &amp; Chr(9) &amp; Trim(rows)
End Function
</script:module>
"""
ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"


def present() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


@dataclass(frozen=True, slots=True)
class Filtered:
    """The filter of a sheet: rows of its head and its end, its last column (from 1), and the rows that are seen once it is set."""

    on: bool
    head: int
    end: int
    column: int
    seen: tuple[int, ...]


class Office:
    """LibreOffice with the macros, in a profile below ``home``."""

    def __init__(self, home: Path) -> None:
        self._profile = home / "profile"
        self._run(
            ["--terminate_after_init"]
        )  # a first start fills the profile, and would write over the macro
        folder = self._profile / "user" / "basic" / "Standard"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "script.xlb").write_text(_LIBRARY, "utf-8")
        (folder / "Changes.xba").write_text(_MODULE, "utf-8")

    def changes(self, command: str, source: Path, target: Path) -> Path:
        """Write ``source`` to ``target`` with every change accepted (:data:`ACCEPT`) or rejected (:data:`REJECT`)."""
        self._run([f'macro:///Standard.Changes.All("{command}","{source}","{target}")'])
        if not target.exists():
            raise RuntimeError(f"LibreOffice wrote no {target}")
        return target

    def filtered(self, source: Path, department: str, target: Path) -> dict[int, Filtered]:
        """The filters of a workbook by the number of their sheet, each set to one ``department``; ``target`` is for notes."""
        self._run([f'macro:///Standard.Changes.Filters("{department}","{source}","{target}")'])
        found = {}
        for line in target.read_text("utf-8").splitlines():
            number, on, head, end, column, seen = line.split("\t")
            rows = tuple(map(int, seen.split()))
            found[int(number)] = Filtered(on == "True", int(head), int(end), int(column), rows)
        return found

    def convert(self, source: Path, folder: Path, suffix: str) -> Path:
        """Save a file again in ``folder``, in the format of ``suffix``."""
        self._run(["--convert-to", suffix, "--outdir", str(folder), str(source)])
        return folder / f"{source.stem}.{suffix}"

    def _run(self, arguments: Sequence[str]) -> None:
        profile = f"-env:UserInstallation={self._profile.as_uri()}"
        command = ["soffice", profile, "--headless", "--norestore", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)


def main() -> None:
    """``python -m benchmarks.office accept|reject SOURCE TARGET``, for a look at one file."""
    import sys

    with tempfile.TemporaryDirectory() as home:
        commands = {"accept": ACCEPT, "reject": REJECT}
        Office(Path(home)).changes(
            commands[sys.argv[1]], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
        )


if __name__ == "__main__":
    main()
