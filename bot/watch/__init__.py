"""What operators look at: health, metrics, the doctor."""
