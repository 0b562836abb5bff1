"""Builds the static site of the bulletin 客户之声 from a folder of YAML."""

__version__ = "0.1.0"
