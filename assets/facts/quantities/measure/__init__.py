"""What is said of a number: killed, injured, rise, price, or the governing verb or noun."""
