"""Pictures inside documents enter; what is read of them leaves, and a sentence for each that nobody could read."""
