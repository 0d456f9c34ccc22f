"""What new articles are compared with: candidate keys, the pairs that share them, and the index of earlier days."""
