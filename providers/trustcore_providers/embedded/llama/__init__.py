"""Language models of the Llama shape, computed by numpy alone."""
