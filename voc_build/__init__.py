"""Builds the static site of the bulletin 客户之声 from a folder of YAML."""

import os

__version__ = "0.1.0"

# numpy's OpenBLAS starts a thread for each core as it is loaded, half as dear as all of numpy; nothing here multiplies
# matrices. It looks once, so this stands before whatever may import numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
