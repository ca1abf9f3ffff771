"""The tidy tables of a release enter, what breaks a schema, a relation or an expectation leaves."""
