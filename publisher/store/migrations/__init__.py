"""The history of the schema, one file a step; inside the package so that an installed program can migrate."""
