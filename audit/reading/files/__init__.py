"""Files enter, whatever they really are; documents leave, one read by itself, several side by side."""
