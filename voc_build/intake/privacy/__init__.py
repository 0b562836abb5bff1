"""Personal data: found in every text an editor writes, told without being repeated, kept out of every output."""
