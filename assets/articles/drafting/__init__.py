"""From a raw record to an article: fields, plain text and fragments understood, cleaned and put together."""
