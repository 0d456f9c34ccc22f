"""What the fields of any form say: dates, people, outlets, addresses, language, and clean words."""
