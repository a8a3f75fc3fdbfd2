"""Security: responses to advisories and findings, customers' own code, tests and blocks (itpdx:5e, 5i-5k)."""
