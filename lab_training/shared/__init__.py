"""What several lab models use."""
