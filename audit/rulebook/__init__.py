"""Rule files and packages enter, the rules in force leave, and their pages, manual and tried examples."""
