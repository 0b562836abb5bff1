"""Past issues, from what is left of them: a text, a PDF or a Word file into a draft that a person completes."""
