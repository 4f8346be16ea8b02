"""Alembic's environment: runs the migrations on the connection that `schema.migrate` opened."""

from alembic import context

from annotator.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
