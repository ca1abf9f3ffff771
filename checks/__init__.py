"""What must hold between the numbers of a disclosure: pure, fast, and free of any file format."""
