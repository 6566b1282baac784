"""What is true in the clinic: standard library only, no disk, no clock."""
