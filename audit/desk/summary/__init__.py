"""What was gathered enters, the bureau's workbook and page leave."""
