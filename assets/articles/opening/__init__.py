"""From paths to raw records: files found, recognised, unpacked and taken apart."""
