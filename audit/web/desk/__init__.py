"""A store enters, the desk leaves as pages: departments, heat map, rules, changes, and each department over the years."""
