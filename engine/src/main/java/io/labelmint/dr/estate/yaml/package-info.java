/**
 * Declared YAML: keys and types said once, from which a file is read with the position of every mistake, and from which
 * the JSON Schema for editors is written. Knows nothing of estates.
 */
package io.labelmint.dr.estate.yaml;
