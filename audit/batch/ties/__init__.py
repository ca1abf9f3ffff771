"""Documents of all years and units enter, the findings between them leave: who belongs together, and what must hold."""
