"""For whoever wonders what was read: a document enters, a picture of a page or the list of its tables leaves."""
