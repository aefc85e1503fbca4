"""Requests about memory itself."""
