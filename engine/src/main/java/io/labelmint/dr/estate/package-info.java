/**
 * The estate: what must survive, declared in one YAML file.
 *
 * <p>{@link io.labelmint.dr.estate.EstateLoader} reads the file in three passes, each of which goes on past mistakes:
 * the classes named {@code ...Keys} declare its keys, from which the text is read and the JSON Schema for editors is
 * written; the classes named {@code ...Rules} refuse what AWS cannot do; and only a file without any mistake becomes
 * the records of this package.
 */
package io.labelmint.dr.estate;
