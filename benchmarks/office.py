"""What LibreOffice makes of a Word file with tracked changes: all of them accepted, or rejected, by the program itself.

A macro in a profile of its own opens the file, gives the command of the menu, and saves; no window, nothing of the user's.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 300
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
</script:module>
"""
ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"


def present() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


class Office:
    """LibreOffice with the macro, in a profile below ``home``."""

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
