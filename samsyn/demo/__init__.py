"""A whole association to try Samsyn on, and an empty one beside it. All its data lies in this package.

The figures are public facts from published annual reports; what stands below a published row is invented, and so is
everything person-like: people are named by function.
"""
