"""What a preset takes before the first call: plan, estimate and the check of a budget."""
