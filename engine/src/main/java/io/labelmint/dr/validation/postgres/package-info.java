/**
 * The questions of {@link io.labelmint.dr.validation} put to PostgreSQL over JDBC, and the SQL a source writes of itself
 * with. Messages of the server are passed on only where they cannot carry a user's data.
 */
package io.labelmint.dr.validation.postgres;
