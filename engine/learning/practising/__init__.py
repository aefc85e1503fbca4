"""How-tos in use: outcomes and corrections."""
