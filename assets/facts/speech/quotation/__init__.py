"""Words in quotation marks, and lines that open with a speaker."""
