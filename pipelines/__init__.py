"""What runs the assets: definitions, jobs, schedules, sensors, partitions, the command line."""
