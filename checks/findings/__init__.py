"""What does not hold enters, findings leave: in words, with evidence, and with what was covered."""
