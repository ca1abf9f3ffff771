"""What was gathered enters, the bureau's workbook and page leave."""

from pathlib import Path

TEMPLATES = Path(__file__).parent
"""Where the parts are that the bureau's page and the pages of the server are made of."""
