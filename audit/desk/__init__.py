"""A store enters; answers to questions, the bureau's report, and workbooks to hand out leave."""
