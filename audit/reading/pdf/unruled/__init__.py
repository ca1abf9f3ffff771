"""Lines that stand in no ruled table enter; grids found by how their words and numbers align leave."""
