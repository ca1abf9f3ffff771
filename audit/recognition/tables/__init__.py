"""Drawn grids enter, tables leave: header, columns and rows told apart, pages joined."""
