"""The places a person can be."""
