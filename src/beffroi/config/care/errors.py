"""What stops a backup, a restore or an upgrade."""


class Trouble(RuntimeError):
    """It cannot be done as asked; the message is a sentence for the person at the terminal."""
