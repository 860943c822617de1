"""The nouns of the house: frozen values that one verb hands to the next."""
