"""Claims of a self-evaluation or of a report on a project enter; the relations of its scores, rates and funds leave."""
