"""Relations that do not hold enter; those that are findings leave, and those that are explained or doubted do not."""
