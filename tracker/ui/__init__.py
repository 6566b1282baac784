"""Letters, charts and forms on screen."""
