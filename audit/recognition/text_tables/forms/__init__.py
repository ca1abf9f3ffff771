"""Words of a table that has lost its columns enter, the grid of an official form leaves."""
