"""A table in the words of the page enters, an official statement with its facts leaves."""
