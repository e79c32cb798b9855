"""A levy office as a folder: the verbs that bring journal, documents and clock to the rules of `agister.levy`."""
