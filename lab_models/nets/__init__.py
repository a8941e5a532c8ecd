"""Plain torch networks whose parameter names equal those of transformers, so that training needs nothing else."""
