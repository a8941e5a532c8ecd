"""The trained models that make the course run offline: text generators, networks, training and evaluation."""
