// Does nothing. Only the extension's id matters.
