"""Letters and charts on paper."""
