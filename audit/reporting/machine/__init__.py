"""A report enters, files for programs leave: JSON, SARIF, JUnit, lines for GitHub."""
