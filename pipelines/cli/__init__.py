"""The `newstally` command.  One module a command, imported only when that command runs."""
