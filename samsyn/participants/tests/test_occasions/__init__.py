"""The register of occasions: what must hold, who writes, what the sums are, and what the pages show."""
