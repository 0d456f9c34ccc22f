"""What was taken in, by news day, and what is known of it already."""
