"""Facts and how they were seen on pictures enter; documents with misreadings put right leave, and what is still in doubt."""
