"""Names: the vocabularies of ``ontology/`` and the one place that mints IRIs."""
