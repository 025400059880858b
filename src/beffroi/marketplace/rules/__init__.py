"""What holds of shop windows, whoever asks."""
