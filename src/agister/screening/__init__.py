"""Statements × dataset → decisions. The readable `decide`, the compiled kernel, the policy, and the engines."""
