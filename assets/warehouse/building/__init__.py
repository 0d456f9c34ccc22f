"""From the lake and sql/ to the published file: made aside, judged, put in place."""
