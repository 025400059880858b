"""What a password may be."""

LONGEST = 128  # hashing reads all of it: a megabyte would be a way to keep the server busy
