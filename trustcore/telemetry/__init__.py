"""What a run shows of itself: progress on a terminal, traces and metrics for OpenTelemetry."""
