"""What was gathered enters; tables as data leave, chosen and sorted: a workbook, a page or a server draws them."""
