"""The commands of `voc`: options in, exit codes out; what is done is imported when it is asked for."""
