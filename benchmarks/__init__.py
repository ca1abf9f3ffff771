"""What the program is measured with: planted errors, a forge of right documents, speed."""
