"""A department's name and a store enter; its main figures over the years, and where they break, leave."""
